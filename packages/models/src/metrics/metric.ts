/** Outputs and targets of one batch, on the host, row-major. Where the network ends with a softmax or sigmoid, it has been applied. */
export interface MetricBatch {
  readonly size: number;
  /** `size * outputSize` numbers. */
  readonly predictions: Float32Array;
  readonly outputSize: number;
  /** `size * targetSize` numbers: class indices where targetSize is 1 and outputSize is more. */
  readonly targets: Float32Array | Int32Array;
  readonly targetSize: number;
}

/** Sums over the batches of one epoch, so that the result is that of all samples together and not a mean of batch results. */
export interface MetricAccumulator {
  update(batch: MetricBatch): void;
  result(): number;
  /** The sums as plain numbers; a checkpoint keeps them. */
  state(): number[];
  restore(state: readonly number[]): void;
}

/** How good predictions are, for people; nothing is trained on it. */
export interface Metric {
  readonly name: string;
  /** Whether more is better (`max`) or less. Early stopping and tuning read it. */
  readonly direction: 'max' | 'min';
  /** Starts at zero, once an epoch. */
  create(): MetricAccumulator;
}

/** A metric whose sums are a fixed list of numbers. */
export function metricOfSums(
  name: string,
  direction: 'max' | 'min',
  count: number,
  add: (sums: Float64Array, batch: MetricBatch) => void,
  result: (sums: Float64Array) => number,
): Metric {
  return {
    name,
    direction,
    create() {
      const sums = new Float64Array(count);
      return {
        update: (batch) => add(sums, batch),
        result: () => result(sums),
        state: () => [...sums],
        restore: (state) => sums.set(state),
      };
    },
  };
}
