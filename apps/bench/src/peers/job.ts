/**
 * The networks that are measured: the notebook's, a small convolutional one, an LSTM over the rows of a digit, and two with two layers of
 * 512 and of 2048 units.
 */
export type NetworkName = 'mlp' | 'cnn' | 'lstm' | 'wide' | 'wider';

/** Where a JavaScript peer computes. */
export type BackendName = 'wasm' | 'cpu' | 'webgpu';

/** A whole epoch of the notebook's network, validation with loss and accuracy included; a round answers milliseconds. */
export interface EpochJob {
  readonly kind: 'epoch';
  /** Default WASM. */
  readonly backend?: BackendName;
  readonly rows: number;
  readonly validationRows: number;
}

/**
 * Training steps, shuffling and batches included, no metric and no validation; a round answers milliseconds a step, and on WebGPU its
 * `DeviceCalls` as details.
 */
export interface StepsJob {
  readonly kind: 'steps';
  readonly network: NetworkName;
  readonly backend: BackendName;
  readonly steps: number;
  /** Samples in a step. Default 32. */
  readonly batch?: number;
  /** Threads of our own WASM kernels. Default 1. */
  readonly threads?: number;
}

/** Probabilities of so many test digits on the host; a round answers milliseconds. */
export interface PredictJob {
  readonly kind: 'predict';
  /** Default WASM. */
  readonly backend?: BackendName;
  readonly rows: number;
}

/** Kernel calls of one step of the notebook's network. */
export interface CallsJob {
  readonly kind: 'calls';
}

/** Matrix products beside the machine's multiply-add rate; a round answers percent. */
export interface ProductsJob {
  readonly kind: 'products';
  /** How long each product is repeated. */
  readonly milliseconds: number;
}

/** Times over sizes; a round answers a list of points as details. */
export interface ScalingJob {
  readonly kind: 'scaling';
  readonly quick: boolean;
}

/** What a peer is asked to measure. */
export type Job = EpochJob | StepsJob | PredictJob | CallsJob | ProductsJob | ScalingJob;

/** Where a job computes. */
export const backendOf = (job: Job): BackendName => ('backend' in job && job.backend) || 'wasm';

/** Samples in a step, where a job does not say else. */
export const BATCH = 32;

/** Steps that are not measured before the first round. */
export const WARM_UP = { rows: 100 * BATCH, validationRows: 25 * BATCH };

/** Under what name a peer tells the graphics processor that it found, among its versions. */
export const ADAPTER = 'WebGPU adapter';
