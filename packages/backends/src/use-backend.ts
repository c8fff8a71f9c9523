import { GlassboxError, requireArgument } from '@glassbox/core';
import { installChainedOps } from './chained-ops.js';
import type { BackendKernels } from './ops/kernels.js';
import type { BackendAvailable, BackendPlugin } from './plugin.js';
import { activeBackend, type BackendInUse, setActiveBackend } from './state.js';
import { tfjsBackendName, tryPlugin } from './try-plugin.js';

/** The backend in use, as data. */
export interface CurrentBackend extends Omit<BackendAvailable, 'available'> {
  /** The plugin's name. */
  readonly name: string;
  /** The name under which tfjs has it. */
  readonly tfjsName: string;
  /** Whether a tensor can be read at once without stalling a device. */
  readonly syncReads: boolean;
  /** The operations of training for which it has kernels of its own. */
  readonly kernels: readonly (keyof BackendKernels)[];
}

/** One plugin that could not be used, and why. */
export interface BackendFailure {
  readonly name: string;
  readonly reason: string;
  readonly remedy: string;
}

/**
 * Chooses where tensors are computed: the first of the plugins that can run here.
 *
 * Plugins are probed in order; a plugin that cannot start counts as unavailable and the next one is tried. Tensors made before stay
 * with the backend they were made on, which tfjs moves when they are used. Call it again to switch.
 *
 * @param plugins one plugin, or several in order of preference; none throws `bad-argument`.
 * @returns what {@link currentBackend} says from then on.
 * @throws `no-backend` where none can run, with the reason and the remedy of each; the backend in use before, if any, stays in use.
 * @example
 * const backend = await useBackend([webgpu(), wasm()]);
 * console.log(backend.device);
 */
export async function useBackend(plugins: BackendPlugin | readonly BackendPlugin[]): Promise<CurrentBackend> {
  const list = 'probe' in plugins ? [plugins] : plugins;
  requireArgument(
    list.length > 0,
    'useBackend takes one plugin or several, but the list is empty. Pass one such as wasm().',
  );
  const failures: BackendFailure[] = [];
  for (const plugin of list) {
    const result = await tryPlugin(plugin);
    if ('tfjsName' in result) return take(result);
    failures.push({ name: plugin.name, reason: result.reason, remedy: result.remedy });
  }
  throw noneCanRun(failures);
}

function take(backend: BackendInUse): CurrentBackend {
  installChainedOps();
  setActiveBackend(backend);
  return asData(backend);
}

function noneCanRun(failures: readonly BackendFailure[]): GlassboxError {
  const lines = failures.map(({ name, reason, remedy }) => `${name}: ${reason} ${remedy}`);
  const opening = failures.length === 1 ? 'The backend cannot run here.' : 'None of the backends can run here.';
  return new GlassboxError('no-backend', [opening, ...lines].join('\n  '), { details: { failures } });
}

function asData({ probe, name, tfjsName, syncReads, kernels = {} }: BackendInUse): CurrentBackend {
  const { available: _, ...facts } = probe;
  return { name, tfjsName, ...facts, syncReads, kernels: Object.keys(kernels) as (keyof BackendKernels)[] };
}

/**
 * What the backend in use is and can do.
 *
 * @throws `no-backend` before `useBackend` was called, and where tfjs was switched to another backend past it.
 * @example
 * currentBackend().device; // 'CPU (AMD EPYC 7B13, 2 cores)'
 */
export function currentBackend(): CurrentBackend {
  const backend = activeBackend();
  if (!backend) {
    throw new GlassboxError(
      'no-backend',
      'No backend was chosen yet. Call `await useBackend(wasm())`, or with another plugin, before anything computes.',
    );
  }
  const actual = tfjsBackendName();
  if (actual === backend.tfjsName) return asData(backend);
  throw new GlassboxError(
    'no-backend',
    `useBackend chose '${backend.name}', but tfjs was since switched to '${actual}'. Switch with useBackend only.`,
    { details: { chosen: backend.name, actual } },
  );
}
