import { GlassboxError } from '@glassbox/core';
import {
  engine,
  findBackendFactory,
  getBackend,
  ready,
  registerBackend,
  removeBackend,
  setBackend,
} from '@tensorflow/tfjs-core';
import type { ActiveBackend, BackendPlugin, BackendProbe, BackendUnavailable } from './plugin.js';
import type { BackendInUse } from './state.js';

const textOf = (error: unknown) =>
  error instanceof Error
    ? error.message
    : typeof error === 'object' && error !== null && 'message' in error
      ? String(error.message)
      : String(error);

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

/** Asks a plugin whether it can run here; a probe that throws, which it should not, counts as a no. */
export async function safeProbe(plugin: BackendPlugin): Promise<BackendProbe> {
  try {
    return await plugin.probe();
  } catch (error) {
    return {
      available: false,
      reason: sentence(`Its probe failed: ${textOf(error)}`),
      remedy: `Report this to the author of the plugin '${plugin.name}'; a probe must not throw.`,
    };
  }
}

function requireUsableName({ tfjsName }: ActiveBackend): void {
  if (!tfjsName.includes('_')) return;
  throw new GlassboxError(
    'bad-argument',
    `The backend's tfjs name '${tfjsName}' has an underscore, with which tfjs loses its kernels' set-up. Use letters, digits or '-'.`,
  );
}

/**
 * Runs the backend's factory, unless that was done before. tfjs would do so itself when the backend is selected, but it logs a
 * failure where we want its reason.
 */
async function initialise(tfjsName: string): Promise<void> {
  if (tfjsName in engine().registry) return;
  const factory = findBackendFactory(tfjsName);
  if (!factory) {
    throw new GlassboxError(
      'no-backend',
      `tfjs knows no backend '${tfjsName}' after activating. Register it with registerBackend('${tfjsName}', ...).`,
    );
  }
  const { priority } = engine().registryFactory[tfjsName]!;
  const instance = await factory();
  removeBackend(tfjsName);
  registerBackend(tfjsName, () => instance, priority);
}

async function select(tfjsName: string): Promise<void> {
  const before = engine().backendName;
  if (await setBackend(tfjsName)) return ready();
  if (before) await setBackend(before);
  throw new GlassboxError('no-backend', `tfjs could not start its backend '${tfjsName}' (it logged why).`);
}

/** Makes a plugin the backend in use, or says why that is not possible; then the backend before it stays. */
export async function tryPlugin(plugin: BackendPlugin): Promise<BackendInUse | BackendUnavailable> {
  const probe = await safeProbe(plugin);
  if (!probe.available) return probe;
  try {
    const active = await plugin.activate();
    requireUsableName(active);
    await initialise(active.tfjsName);
    const loaded = await active.loadKernels?.();
    await select(active.tfjsName);
    return { ...active, ...(loaded && { kernels: { ...active.kernels, ...loaded } }), name: plugin.name, probe };
  } catch (error) {
    return {
      available: false,
      reason: sentence(`Starting it failed: ${textOf(error)}`),
      remedy: 'Choose another backend, or mend what the message names.',
    };
  }
}

/** The name under which tfjs has the backend that it computes with now; undefined where none was chosen. */
export function tfjsBackendName(): string | undefined {
  return engine().backendName === null ? undefined : getBackend();
}
