import { wasm } from '@glassbox/backend-wasm';
import { type BackendPlugin, cpu } from '@glassbox/backends';
import { type BackendName, backendNames, defaultBackends } from '../cli/settings.js';
import { optionalBackends } from './optional.js';
import { probedAside } from './probe-aside.js';

export interface BackendChoice {
  /** Those that the table lists. */
  readonly known: readonly BackendPlugin[];
  /** Those to compute on, the first that can run. */
  readonly wanted: readonly BackendPlugin[];
}

/** The backend of a name that was asked for, or the default ones. */
export function chooseBackends(name: BackendName | undefined): BackendChoice {
  const plugins: Record<BackendName, BackendPlugin> = { wasm: wasm(), cpu: cpu(), ...probedAside(optionalBackends()) };
  return {
    known: backendNames.map((known) => plugins[known]),
    wanted: (name ? [name] : defaultBackends).map((wanted) => plugins[wanted]),
  };
}
