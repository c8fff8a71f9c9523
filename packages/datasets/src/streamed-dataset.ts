import { type Batch, GlassboxError, requireArgument, type StreamedData, sizeOf, throwIfAborted } from '@glassbox/core';

/** One sample of a stream. */
export interface StreamSample {
  readonly input: ArrayLike<number>;
  /** A class index, or values. */
  readonly target?: number | ArrayLike<number>;
}

/** What a stream has to say of itself. */
export interface StreamOptions {
  readonly inputShape: readonly number[];
  /** `[]` for class indices (default), else the shape of the values; undefined for no targets. */
  readonly targetShape?: readonly number[] | undefined;
  readonly classNames?: readonly string[];
  /** The number of samples, where it is known. */
  readonly size?: number;
}

/** Opens the samples from the first one; called once for each pass. */
export type OpenStream = (signal?: AbortSignal) => AsyncIterable<StreamSample> | Iterable<StreamSample>;

/**
 * Samples that come one after the other and need not fit into memory. A model trains on it in its order; each epoch opens it again.
 *
 * @example
 * const stream = new StreamedDataset(() => readSensor(), { inputShape: [8] });
 */
export class StreamedDataset implements StreamedData {
  readonly inputShape: readonly number[];
  readonly targetShape: readonly number[] | undefined;
  readonly classNames: readonly string[] | undefined;
  readonly size: number | undefined;

  constructor(
    readonly open: OpenStream,
    options: StreamOptions,
  ) {
    this.inputShape = options.inputShape;
    this.targetShape = 'targetShape' in options ? options.targetShape : [];
    this.classNames = options.classNames;
    this.size = options.size;
  }

  #with(open: OpenStream, changes: Partial<StreamOptions> & { readonly size?: number | undefined }): StreamedDataset {
    const { inputShape, targetShape, classNames } = this;
    const options = { inputShape, targetShape, ...(classNames ? { classNames } : {}), ...changes };
    return new StreamedDataset(open, options as StreamOptions);
  }

  /** The first `count` samples. */
  take(count: number): StreamedDataset {
    requireArgument(
      Number.isInteger(count) && count >= 0,
      `take(count) takes a whole number of at least 0, but ${count} came.`,
    );
    const { open } = this;
    const size = this.size === undefined ? undefined : Math.min(this.size, count);
    return this.#with(
      async function* (signal) {
        let taken = 0;
        if (count === 0) return;
        for await (const sample of open(signal)) {
          yield sample;
          if (++taken === count) return;
        }
      },
      size === undefined ? {} : { size },
    );
  }

  /** Passes each sample through a function. Give `inputShape` where it changes. */
  map(
    f: (sample: StreamSample) => StreamSample,
    { inputShape = this.inputShape }: { readonly inputShape?: readonly number[] } = {},
  ): StreamedDataset {
    const { open, size } = this;
    return this.#with(
      async function* (signal) {
        for await (const sample of open(signal)) yield f(sample);
      },
      { inputShape, ...(size === undefined ? {} : { size }) },
    );
  }

  /** Batches of `batchSize` samples in order, the last one shorter. Throws `shape-mismatch` at a sample that does not fit. */
  async *batches(batchSize: number, signal?: AbortSignal): AsyncGenerator<Batch> {
    requireArgument(
      Number.isInteger(batchSize) && batchSize > 0,
      `A batch size is a whole number above 0, but ${batchSize} came.`,
    );
    let held: StreamSample[] = [];
    let position = 0;
    for await (const sample of this.open(signal)) {
      throwIfAborted(signal);
      requireFit(sample, this, position++);
      held.push(sample);
      if (held.length < batchSize) continue;
      yield toBatch(held, this);
      held = [];
    }
    if (held.length > 0) yield toBatch(held, this);
  }
}

const asArray = (target: number | ArrayLike<number>) => (typeof target === 'number' ? [target] : target);

function requireFit(
  { input, target }: StreamSample,
  { inputShape, targetShape }: StreamedDataset,
  position: number,
): void {
  const expected = sizeOf(inputShape);
  const targets = targetShape ? sizeOf(targetShape) : 0;
  const found = target === undefined ? 0 : asArray(target).length;
  if (input.length === expected && found === targets) return;
  throw new GlassboxError(
    'shape-mismatch',
    `Sample ${position} of the stream has ${input.length} inputs and ${found} targets, but ${expected} and ${targets} were announced.`,
    { details: { position } },
  );
}

function toBatch(samples: readonly StreamSample[], { inputShape, targetShape }: StreamedDataset): Batch {
  const size = samples.length;
  const width = sizeOf(inputShape);
  const inputs = new Float32Array(size * width);
  samples.forEach(({ input }, i) => {
    inputs.set(input, i * width);
  });
  const batch = { size, inputs: { data: inputs, shape: [size, ...inputShape] } };
  if (!targetShape) return batch;
  const length = sizeOf(targetShape);
  const data = targetShape.length === 0 ? new Int32Array(size) : new Float32Array(size * length);
  samples.forEach(({ target }, i) => {
    data.set(asArray(target!), i * length);
  });
  return { ...batch, targets: { data, shape: [size, ...targetShape] } };
}
