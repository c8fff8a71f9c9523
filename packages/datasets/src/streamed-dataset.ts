import { type Batch, GlassboxError, requireArgument, type StreamedData, sizeOf, throwIfAborted } from '@glassbox/core';
import type { RowTransform } from './dataset.js';
import { requireLabel } from './labels.js';

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
  readonly classNames?: readonly string[] | undefined;
  /** The number of samples, where it is known. */
  readonly size?: number | undefined;
}

/** Opens the samples from the first one; called once for each pass. */
export type OpenStream = (signal?: AbortSignal) => AsyncIterable<StreamSample> | Iterable<StreamSample>;

/** Shapes of a mapped sample, where they change. */
export type StreamMapOptions = Pick<Partial<StreamOptions>, 'inputShape' | 'targetShape'>;

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

  #with(open: OpenStream, changes: Partial<StreamOptions>): StreamedDataset {
    const { inputShape, targetShape, classNames, size } = this;
    return new StreamedDataset(open, { inputShape, targetShape, classNames, size, ...changes });
  }

  /** The first `count` samples. */
  take(count: number): StreamedDataset {
    requireCount('take', count);
    const { open, size } = this;
    const first: OpenStream = async function* (signal) {
      let left = count;
      if (left === 0) return;
      for await (const sample of open(signal)) {
        yield sample;
        if (--left === 0) return;
      }
    };
    return this.#with(first, { size: size === undefined ? undefined : Math.min(size, count) });
  }

  /** All but the first `count` samples. */
  skip(count: number): StreamedDataset {
    requireCount('skip', count);
    const { open, size } = this;
    const rest: OpenStream = async function* (signal) {
      let left = count;
      for await (const sample of open(signal)) if (left-- <= 0) yield sample;
    };
    return this.#with(rest, { size: size === undefined ? undefined : Math.max(0, size - count) });
  }

  /** Passes each sample through a function, which may be asynchronous. Say `inputShape` or `targetShape` where they change. */
  map(
    f: (sample: StreamSample) => StreamSample | Promise<StreamSample>,
    options: StreamMapOptions = {},
  ): StreamedDataset {
    const { open } = this;
    const mapped: OpenStream = async function* (signal) {
      for await (const sample of open(signal)) yield await f(sample);
    };
    return this.#with(mapped, options);
  }

  /** Applies a normalizer to each sample. */
  normalize(normalizer: RowTransform): StreamedDataset {
    return this.map((sample) => {
      const input = Float32Array.from(sample.input);
      normalizer.transform(input);
      return { ...sample, input };
    });
  }

  /**
   * Batches of `batchSize` samples in order, the last one shorter, each in arrays of its own.
   *
   * @throws `shape-mismatch` or `label-out-of-range` at a sample that does not fit, `aborted` by the signal.
   */
  async *batches(batchSize: number, signal?: AbortSignal): AsyncGenerator<Batch> {
    requireArgument(
      Number.isInteger(batchSize) && batchSize > 0,
      `A batch size is a whole number above 0, but ${batchSize} came.`,
    );
    throwIfAborted(signal);
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

function requireCount(what: string, count: number): void {
  requireArgument(
    Number.isInteger(count) && count >= 0,
    `${what}(count) takes a whole number of at least 0, but ${count} came.`,
  );
}

const asArray = (target: number | ArrayLike<number>) => (typeof target === 'number' ? [target] : target);

function requireFit(
  { input, target }: StreamSample,
  { inputShape, targetShape, classNames }: StreamedDataset,
  position: number,
): void {
  const expected = sizeOf(inputShape);
  const targets = targetShape ? sizeOf(targetShape) : 0;
  const found = target === undefined ? 0 : asArray(target).length;
  if (input.length !== expected || (targetShape && found !== targets)) {
    throw new GlassboxError(
      'shape-mismatch',
      `Sample ${position} of the stream has ${input.length} inputs and ${found} targets, but ${expected} and ${targets} were announced.`,
      { details: { position } },
    );
  }
  if (targetShape?.length === 0) requireLabel(asArray(target!)[0]!, classNames, position);
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
