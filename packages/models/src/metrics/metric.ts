/**
 * Outputs and targets of one batch, on the host, row-major. Where the network ends with a softmax or sigmoid, it has been applied, but
 * see {@link Metric.reads}.
 */
export interface MetricBatch {
  /** Rows: samples, or the positions of all samples where the network puts out a row for each position. */
  readonly size: number;
  /** `size * outputSize` numbers. */
  readonly predictions: Float32Array;
  /** Outputs of a row: the last axis of the network's output. */
  readonly outputSize: number;
  /** `size * targetSize` numbers: class indices where targetSize is 1 and outputSize is more. */
  readonly targets: Float32Array | Int32Array;
  readonly targetSize: number;
}

/** Sums over the batches of one epoch, so that the result is that of all samples together and not a mean of batch results. */
export interface MetricAccumulator {
  update(batch: MetricBatch): void;
  result(): number;
  /** The result of each class, where the metric has one. */
  perClass?(): readonly number[];
  /** The sums as plain numbers; a checkpoint keeps them. */
  state(): number[];
  restore(state: readonly number[]): void;
}

/** How good predictions are, for people; nothing is trained on it. */
export interface Metric {
  readonly name: string;
  /** Whether more is better (`max`) or less. Early stopping and tuning read it. */
  readonly direction: 'max' | 'min';
  /**
   * What it reads of a row of outputs: their `'values'` (default), or only their `'order'`. Logits are in the order of the probabilities
   * that a softmax or sigmoid makes of them, so for metrics of order these need not be computed. A single output always comes as a value.
   */
  readonly reads?: 'values' | 'order';
  /** Starts at zero, once an epoch. */
  create(): MetricAccumulator;
}

export interface SumsOptions {
  /** See {@link Metric.reads}. Default `'values'`. */
  readonly reads?: 'values' | 'order';
  /** The result of each class, from the sums. */
  readonly perClass?: (sums: Float64Array) => readonly number[];
}

/**
 * A metric whose sums are a list of numbers.
 *
 * @param count how many: a number, or a function of the first batch where it depends on the number of outputs. Nothing measured is 0.
 */
export function metricOfSums(
  name: string,
  direction: 'max' | 'min',
  count: number | ((batch: MetricBatch) => number),
  add: (sums: Float64Array, batch: MetricBatch) => void,
  result: (sums: Float64Array) => number,
  { reads = 'values', perClass }: SumsOptions = {},
): Metric {
  return {
    name,
    direction,
    reads,
    create() {
      let sums = new Float64Array(typeof count === 'number' ? count : 0);
      return {
        update(batch) {
          if (sums.length === 0 && typeof count === 'function') sums = new Float64Array(count(batch));
          add(sums, batch);
        },
        result: () => (sums.length > 0 ? result(sums) : 0),
        ...(perClass && { perClass: () => perClass(sums) }),
        state: () => [...sums],
        restore(state) {
          sums = Float64Array.from(state);
        },
      };
    },
  };
}

/** A metric that is the mean of a number for each row. */
export function meanMetric(
  name: string,
  direction: 'max' | 'min',
  of: (batch: MetricBatch, row: number) => number,
  options?: SumsOptions,
): Metric {
  const add = (sums: Float64Array, batch: MetricBatch) => {
    for (let row = 0; row < batch.size; row++) sums[0]! += of(batch, row);
    sums[1]! += batch.size;
  };
  return metricOfSums(name, direction, 2, add, (sums) => ratio(sums[0]!, sums[1]!), options);
}

/** `part / whole`, and 0 where there is no whole. */
export const ratio = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);
