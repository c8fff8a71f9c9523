import type { ActiveBackend, BackendAvailable } from './plugin.js';

/** The backend in use: what its plugin said of it and what activating gave. */
export interface BackendInUse extends ActiveBackend {
  /** The plugin's name. */
  readonly name: string;
  readonly probe: BackendAvailable;
}

interface BackendState {
  inUse: BackendInUse | undefined;
}

// On globalThis under a registered symbol: two copies of this package, as a bundler may make, then agree on the backend.
const stateKey = Symbol.for('@glassbox/backends/state/1');

function state(): BackendState {
  const holder = globalThis as { [stateKey]?: BackendState };
  holder[stateKey] ??= { inUse: undefined };
  return holder[stateKey];
}

/** The backend that `useBackend` chose last, or undefined before the first call. */
export function activeBackend(): BackendInUse | undefined {
  return state().inUse;
}

/** Remembers the backend in use; only `useBackend` calls it. */
export function setActiveBackend(backend: BackendInUse | undefined): void {
  state().inUse = backend;
}
