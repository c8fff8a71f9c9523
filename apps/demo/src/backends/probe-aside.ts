import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { BackendPlugin, BackendProbe } from '@glassbox/backends';
import type { OptionalName } from './optional.js';

type Probes = Readonly<Record<OptionalName, BackendProbe>>;

/**
 * Asks the backends with native libraries in a process of its own: such a library writes warnings past us where it finds no driver,
 * and could take the whole run down with it.
 */
function probeAside(): Promise<Probes | undefined> {
  const program = fileURLToPath(import.meta.resolve('./probe-main.ts'));
  return new Promise((resolve) => {
    execFile(process.execPath, [...process.execArgv, program], { timeout: 30_000 }, (_error, output) => {
      resolve(lastLine(output));
    });
  });
}

function lastLine(output: string): Probes | undefined {
  try {
    return JSON.parse(output.trim().split('\n').at(-1) ?? '') as Probes;
  } catch {
    return undefined;
  }
}

const noAnswer: BackendProbe = {
  available: false,
  reason: 'Its native library ended the process that asked for it.',
  remedy: 'Choose the wasm backend.',
};

/** The same plugins, which are asked aside and once for all. */
export function probedAside<Name extends OptionalName>(
  plugins: Readonly<Record<Name, BackendPlugin>>,
): Record<Name, BackendPlugin> {
  let answer: Promise<Probes | undefined> | undefined;
  const ask = () => {
    answer ??= probeAside();
    return answer;
  };
  const entries = Object.entries<BackendPlugin>(plugins).map(([name, plugin]) => [
    name,
    { ...plugin, probe: async () => (await ask())?.[name as Name] ?? noAnswer },
  ]);
  return Object.fromEntries(entries) as Record<Name, BackendPlugin>;
}
