/** Backends by the name that `--backend` takes, in the order of the table. */
export const backendNames = ['wasm', 'webgpu', 'node', 'cpu'] as const;

export type BackendName = (typeof backendNames)[number];

/** What decides the numbers of a run: the same settings give the same run. */
export interface Settings {
  readonly epochs: number;
  /** Undefined: the first that can run of {@link defaultBackends}. */
  readonly backend: BackendName | undefined;
  readonly seed: number;
  readonly quick: boolean;
}

/** What is tried where nobody asks for a backend: WebGPU only on request, since a software adapter is slower than either. */
export const defaultBackends: readonly BackendName[] = ['wasm', 'cpu'];

/** Where nobody says otherwise. */
export const defaultSettings: Settings = { epochs: 5, backend: undefined, seed: 42, quick: false };

/** How much of the data a run takes; undefined takes all. */
export interface Sizes {
  readonly train: number | undefined;
  readonly test: number | undefined;
}

/** Epochs of a short run where nobody says how many. */
export const quickEpochs = 3;

/** A short run learns from a fifteenth of the digits. */
export const sizesOf = ({ quick }: Settings): Sizes =>
  quick ? { train: 4_000, test: 2_000 } : { train: undefined, test: undefined };
