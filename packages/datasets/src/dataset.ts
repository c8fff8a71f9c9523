import {
  type Batch,
  GlassboxError,
  type IndexedData,
  type NdArray,
  random,
  requireArgument,
  sizeOf,
} from '@glassbox/core';
import { arraySource, type DatasetArrays } from './array-source.js';
import { concatSources } from './combined-source.js';
import { type MapOptions, type MapSample, mapSource, type Sample } from './mapped-source.js';
import { type ByteReader, indexedSource, makeTargets, type SampleSource, type Targets } from './sample-source.js';
import { type SplitOptions, splitPositions } from './split.js';

/** What a normalizer does to a row of inputs, in place. */
export interface RowTransform {
  transform(values: Float32Array): void;
}

/**
 * Samples that any model of Glassbox trains on: inputs, targets, and the names of classes.
 *
 * A dataset is a view and never changes: `take`, `skip`, `shuffle`, `split`, `map` give new ones over the same arrays. Values become
 * floats only when a batch is read.
 *
 * @example
 * const [train, validation] = Dataset.from({ inputs, targets }).shuffle(42).split(0.2);
 */
export class Dataset implements IndexedData {
  readonly size: number;
  readonly inputShape: readonly number[];
  readonly targetShape: readonly number[] | undefined;
  readonly classNames: readonly string[] | undefined;
  readonly #source: SampleSource;
  readonly #positions: Uint32Array | undefined;
  #inputs = new Float32Array(0);
  #bytes = new Uint8Array(0);
  #targets: Targets | undefined;

  private constructor(source: SampleSource, positions?: Uint32Array) {
    this.#source = source;
    this.#positions = positions;
    this.size = positions?.length ?? source.size;
    this.inputShape = source.inputShape;
    this.targetShape = source.targetShape;
    this.classNames = source.classNames;
  }

  /**
   * A dataset over arrays, which are not copied. Nested plain arrays serve too, and are.
   *
   * @throws `shape-mismatch` where inputs, targets and shapes disagree, `label-out-of-range`, `empty-data`.
   * @example
   * Dataset.from({ inputs: [[0, 0], [0, 1], [1, 0], [1, 1]], targets: [0, 1, 1, 0] });
   */
  static from(arrays: DatasetArrays): Dataset {
    return new Dataset(arraySource(arrays));
  }

  /** A dataset over any indexed data. */
  static over(data: IndexedData): Dataset {
    return data instanceof Dataset ? data : new Dataset(indexedSource(data));
  }

  #at(positions: Uint32Array): Dataset {
    return new Dataset(this.#source, this.#translated(positions));
  }

  /** Positions of this view as positions of its source. */
  #translated(positions: ArrayLike<number>): Uint32Array {
    const mine = this.#positions;
    const translated = new Uint32Array(positions);
    if (mine) for (let i = 0; i < translated.length; i++) translated[i] = mine[translated[i]!]!;
    return translated;
  }

  /** This view as a source of another dataset. */
  #asSource(): SampleSource {
    const { readTargets, bytes, ...source } = this.#source;
    const read: ByteReader['read'] = (positions, out) => bytes?.read(this.#translated(positions), out);
    return {
      ...source,
      size: this.size,
      ...(bytes && { bytes: { scale: bytes.scale, read } }),
      read: (positions, inputs, targets) => this.#source.read(this.#translated(positions), inputs, targets),
      ...(readTargets && { readTargets: (positions, targets) => readTargets(this.#translated(positions), targets) }),
    };
  }

  /**
   * Reads the samples at these positions, in this order. The arrays are valid until the next call on this view, and other views do not
   * touch them. Throws `index-out-of-range`.
   */
  readBatch(indices: ArrayLike<number>): Batch {
    requirePositions(indices, this.size);
    const size = indices.length;
    const positions = this.#translated(indices);
    const targetLength = size * sizeOf(this.targetShape ?? []);
    if ((this.#targets?.length ?? 0) < targetLength) this.#targets = makeTargets(this.#source, targetLength);
    const targets = this.#targets?.subarray(0, targetLength);
    const { bytes, readTargets } = this.#source;
    if (bytes && (readTargets || !targets)) {
      if (targets) readTargets?.(positions, targets);
      return this.#lazyBatch(positions, bytes, targets);
    }
    const inputs = this.#floats(size);
    this.#source.read(positions, inputs, targets);
    return batchOf(this, size, inputs, targets);
  }

  /** Reused memory for the inputs of some samples. */
  #floats(size: number): Float32Array<ArrayBuffer> {
    const length = size * sizeOf(this.inputShape);
    if (this.#inputs.length < length) this.#inputs = new Float32Array(length);
    return this.#inputs.subarray(0, length);
  }

  /** A batch of the stored bytes, whose floats are made when they are asked for: a backend may make them better itself. */
  #lazyBatch(positions: Uint32Array, { scale, read }: ByteReader, targets: Targets | undefined): Batch {
    const size = positions.length;
    const length = size * sizeOf(this.inputShape);
    if (this.#bytes.length < length) this.#bytes = new Uint8Array(length);
    const data = this.#bytes.subarray(0, length);
    read(positions, data);
    const floats = () => {
      const values = this.#floats(size);
      this.#source.read(positions, values, undefined);
      return values;
    };
    const inputs = lazyArray([size, ...this.inputShape], floats);
    const batch = { size, inputs, bytes: { data, scale } };
    const { targetShape } = this;
    return targets && targetShape ? { ...batch, targets: { data: targets, shape: [size, ...targetShape] } } : batch;
  }

  /** The first `count` samples, or all where there are fewer. */
  take(count: number): Dataset {
    requireCount(count, 'take');
    return this.slice(0, count);
  }

  /** All but the first `count` samples. */
  skip(count: number): Dataset {
    requireCount(count, 'skip');
    return this.slice(count);
  }

  /** Samples from `start` up to `end`, counted as `Array.prototype.slice` does. */
  slice(start: number, end = this.size): Dataset {
    requireArgument(
      Number.isInteger(start) && Number.isInteger(end),
      `slice(start, end) takes whole numbers, but ${start} and ${end} came.`,
    );
    const all = Uint32Array.from({ length: this.size }, (_, i) => i);
    return this.#at(all.slice(start, end));
  }

  /** The samples at these positions, in this order; one may come twice. Throws `index-out-of-range`. */
  select(positions: ArrayLike<number>): Dataset {
    requirePositions(positions, this.size);
    return this.#at(Uint32Array.from(positions));
  }

  /** The samples in random order; the same seed gives the same order. */
  shuffle(seed: number): Dataset {
    return this.#at(random(seed, 'dataset-shuffle').permutation(this.size));
  }

  /**
   * Two parts: the rest, and a share of `fraction` samples. The share is the last samples, `size - floor(size (1 - fraction))` of them,
   * as Keras's validation_split has it; with a seed it is drawn at random, with `stratify` from each class alike.
   *
   * @throws `bad-argument` for a fraction outside (0, 1) or one that leaves a part empty.
   */
  split(fraction: number, options: SplitOptions = {}): [rest: Dataset, share: Dataset] {
    const labels = options.stratify ? this.labels() : undefined;
    const [rest, share] = splitPositions(this.size, fraction, options, labels);
    return [this.#at(rest), this.#at(share)];
  }

  /** Keeps the samples that a class index is accepted for. */
  filterByLabel(accept: (label: number) => boolean): Dataset {
    const labels = this.labels();
    return this.#at(Uint32Array.from([...labels.keys()].filter((i) => accept(labels[i]!))));
  }

  /**
   * Passes each sample through a function whenever it is read. Say `inputShape` or `targetShape` where they change.
   *
   * @throws when read: `shape-mismatch` for another number of values, `map-failed` with the cause where the function throws.
   */
  map(f: MapSample, options: MapOptions = {}): Dataset {
    return new Dataset(mapSource(this.#asSource(), f, options));
  }

  /** Applies a normalizer when samples are read. */
  normalize(normalizer: RowTransform): Dataset {
    const { bytes: _, ...source } = this.#asSource();
    return new Dataset({
      ...source,
      read(positions, inputs, targets) {
        source.read(positions, inputs, targets);
        normalizer.transform(inputs);
      },
    });
  }

  /**
   * These samples and then others of the same form.
   *
   * @throws `shape-mismatch` where shapes or kinds of targets differ, `bad-argument` where class names do.
   */
  concat(other: IndexedData): Dataset {
    return new Dataset(concatSources(this.#asSource(), Dataset.over(other).#asSource()));
  }

  /** The class index of each sample. Throws `no-labels` where targets are no class indices. */
  labels(): Int32Array {
    const source = this.#asSource();
    if (source.targetType !== 'int32' || source.targetShape?.length !== 0) {
      throw new GlassboxError(
        'no-labels',
        'The targets of this dataset are no class indices, so it has no labels to count or to split by.',
      );
    }
    const labels = new Int32Array(this.size);
    const scratch = source.readTargets ? undefined : new Float32Array(BLOCK * sizeOf(this.inputShape));
    for (const positions of blocks(this.size)) {
      const part = labels.subarray(positions[0], positions[0]! + positions.length);
      if (source.readTargets) source.readTargets(positions, part);
      else source.read(positions, scratch!.subarray(0, positions.length * sizeOf(this.inputShape)), part);
    }
    return labels;
  }

  /** How many samples each class has, by class index; as many entries as there are class names, or up to the largest label. */
  classCounts(): number[] {
    const labels = this.labels();
    const counts = new Array<number>(this.classNames?.length ?? 0).fill(0);
    for (const label of labels) {
      while (counts.length <= label) counts.push(0);
      counts[label]!++;
    }
    return counts;
  }

  /** All samples as arrays of their own: `[size, ...inputShape]` and `[size, ...targetShape]`. */
  toArrays(): { inputs: NdArray<Float32Array>; targets: NdArray<Targets> | undefined } {
    const [width, targetWidth] = [sizeOf(this.inputShape), sizeOf(this.targetShape ?? [])];
    const source = this.#asSource();
    const inputs = new Float32Array(this.size * width);
    const targets = makeTargets(source, this.size * targetWidth);
    for (const positions of blocks(this.size)) {
      const [start, end] = [positions[0]!, positions[0]! + positions.length];
      const part = targets?.subarray(start * targetWidth, end * targetWidth);
      source.read(positions, inputs.subarray(start * width, end * width), part);
    }
    const all = batchOf(this, this.size, inputs, targets);
    return { inputs: all.inputs, targets: all.targets };
  }

  /** Batches of `size` samples in order, the last one shorter; each is valid until the next is asked for. */
  *batch(size: number): Generator<Batch> {
    requireArgument(Number.isInteger(size) && size > 0, `batch(size) takes a whole number above 0, but ${size} came.`);
    for (const positions of blocks(this.size, size)) yield this.readBatch(positions);
  }

  /** The samples one by one, copied. */
  *[Symbol.iterator](): Generator<Sample> {
    for (let i = 0; i < this.size; i++) {
      const { inputs, targets } = this.readBatch([i]);
      yield { input: inputs.data.slice(), target: targets?.data.slice() };
    }
  }
}

/** An array that is filled when it is first looked at. */
function lazyArray(shape: readonly number[], fill: () => Float32Array): NdArray<Float32Array> {
  let values: Float32Array | undefined;
  return {
    shape,
    get data() {
      values ??= fill();
      return values;
    },
  };
}

/** Samples read at once where all are. */
const BLOCK = 1024;

/** The positions of all samples, a block at a time. */
function* blocks(size: number, length = BLOCK): Generator<Uint32Array> {
  for (let start = 0; start < size; start += length) {
    yield Uint32Array.from({ length: Math.min(length, size - start) }, (_, i) => start + i);
  }
}

function batchOf({ inputShape, targetShape }: Dataset, size: number, inputs: Float32Array, targets?: Targets): Batch {
  const batch = { size, inputs: { data: inputs, shape: [size, ...inputShape] } };
  return targets && targetShape ? { ...batch, targets: { data: targets, shape: [size, ...targetShape] } } : batch;
}

function requirePositions(positions: ArrayLike<number>, size: number): void {
  for (let i = 0; i < positions.length; i++) {
    const index = positions[i]!;
    if (Number.isInteger(index) && index >= 0 && index < size) continue;
    throw new GlassboxError(
      'index-out-of-range',
      `There is no sample ${index} among ${size}; positions are whole numbers from 0 to ${size - 1}.`,
      { details: { index, size } },
    );
  }
}

function requireCount(count: number, what: string): void {
  requireArgument(
    Number.isInteger(count) && count >= 0,
    `${what}(count) takes a whole number of at least 0, but ${count} came.`,
  );
}
