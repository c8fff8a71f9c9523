import { type Batch, GlassboxError, type IndexedData, type NdArray, random, requireArgument } from '@glassbox/core';
import { concatSources, type MappedSample, mapSource, type Sample } from './combined-source.js';
import { arraySource, type DatasetArrays } from './sample-source.js';
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
  readonly #source: IndexedData;
  readonly #positions: Uint32Array | undefined;

  private constructor(source: IndexedData, positions?: Uint32Array) {
    this.#source = source;
    this.#positions = positions;
    this.size = positions?.length ?? source.size;
    this.inputShape = source.inputShape;
    this.targetShape = source.targetShape;
    this.classNames = source.classNames;
  }

  /** A dataset over arrays, which are not copied. Throws `shape-mismatch` where they disagree. */
  static from(arrays: DatasetArrays): Dataset {
    return new Dataset(arraySource(arrays));
  }

  /** A dataset over any indexed data. */
  static over(data: IndexedData): Dataset {
    return data instanceof Dataset ? data : new Dataset(data);
  }

  #at(positions: Uint32Array): Dataset {
    const mine = this.#positions;
    return new Dataset(this.#source, mine ? positions.map((position) => mine[position]!) : positions);
  }

  /** Reads the samples at these positions; the arrays are valid until the next call. Throws `index-out-of-range`. */
  readBatch(indices: ArrayLike<number>): Batch {
    for (let i = 0; i < indices.length; i++) {
      const index = indices[i]!;
      if (!(index >= 0 && index < this.size)) throw outOfRange(index, this.size);
    }
    const mine = this.#positions;
    return this.#source.readBatch(mine ? Uint32Array.from(indices, (index) => mine[index]!) : indices);
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
    const all = Uint32Array.from({ length: this.size }, (_, i) => i);
    return this.#at(all.slice(start, end));
  }

  /** The samples at these positions, in this order; one may come twice. Throws `index-out-of-range`. */
  select(positions: ArrayLike<number>): Dataset {
    const wrong = Array.from(positions).find((index) => !(Number.isInteger(index) && index >= 0 && index < this.size));
    if (wrong !== undefined) throw outOfRange(wrong, this.size);
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

  /** Passes each sample through a function when it is read. Give `inputShape` where the shape of the input changes. */
  map(
    f: (sample: Sample, index: number) => MappedSample,
    { inputShape = this.inputShape }: { readonly inputShape?: readonly number[] } = {},
  ): Dataset {
    return new Dataset(mapSource(this, f, inputShape));
  }

  /** Applies a normalizer when samples are read. */
  normalize(normalizer: RowTransform): Dataset {
    const source: IndexedData = {
      ...describe(this),
      readBatch: (indices) => {
        const batch = this.readBatch(indices);
        normalizer.transform(batch.inputs.data);
        return batch;
      },
    };
    return new Dataset(source);
  }

  /** These samples and then others of the same shapes. */
  concat(other: IndexedData): Dataset {
    return new Dataset(concatSources(this, other));
  }

  /** The class index of each sample. Throws `no-labels` where targets are no class indices. */
  labels(): Int32Array {
    const targets = this.targetShape?.length === 0 && this.size > 0 ? this.#targetsOf(0, this.size) : undefined;
    if (this.size === 0) return new Int32Array(0);
    if (targets instanceof Int32Array) return targets;
    throw new GlassboxError(
      'no-labels',
      'The targets of this dataset are no class indices, so it has no labels to count or to split by.',
    );
  }

  #targetsOf(start: number, end: number): Float32Array | Int32Array | undefined {
    const parts: (Float32Array | Int32Array)[] = [];
    for (let from = start; from < end; from += 4096) {
      const positions = Uint32Array.from({ length: Math.min(4096, end - from) }, (_, i) => from + i);
      const targets = this.readBatch(positions).targets?.data;
      if (!targets) return undefined;
      parts.push(targets.slice());
    }
    const all = parts[0] instanceof Int32Array ? new Int32Array(end - start) : new Float32Array(end - start);
    parts.forEach((part, i) => {
      all.set(part, i * 4096);
    });
    return all;
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

  /** All samples as arrays: `[size, ...inputShape]` and `[size, ...targetShape]`. */
  toArrays(): { inputs: NdArray<Float32Array>; targets: NdArray<Float32Array | Int32Array> | undefined } {
    const batch = this.readBatch(Uint32Array.from({ length: this.size }, (_, i) => i));
    const copy = <T extends Float32Array | Int32Array>({ data, shape }: NdArray<T>) => ({
      data: data.slice() as T,
      shape,
    });
    return { inputs: copy(batch.inputs), targets: batch.targets && copy(batch.targets) };
  }

  /** Batches of `size` samples in order, the last one shorter; each is valid until the next is asked for. */
  *batch(size: number): Generator<Batch> {
    requireArgument(Number.isInteger(size) && size > 0, `batch(size) takes a whole number above 0, but ${size} came.`);
    for (let start = 0; start < this.size; start += size) {
      yield this.readBatch(Uint32Array.from({ length: Math.min(size, this.size - start) }, (_, i) => start + i));
    }
  }

  /** The samples one by one, copied. */
  *[Symbol.iterator](): Generator<Sample> {
    for (let i = 0; i < this.size; i++) {
      const { inputs, targets } = this.readBatch([i]);
      yield { input: inputs.data.slice(), target: targets?.data.slice() };
    }
  }
}

const describe = ({ size, inputShape, targetShape, classNames }: Dataset) => ({
  size,
  inputShape,
  targetShape,
  classNames,
});

function requireCount(count: number, what: string): void {
  requireArgument(
    Number.isInteger(count) && count >= 0,
    `${what}(count) takes a whole number of at least 0, but ${count} came.`,
  );
}

function outOfRange(index: number, size: number): GlassboxError {
  return new GlassboxError(
    'index-out-of-range',
    `There is no sample ${index} among ${size}; positions go from 0 to ${size - 1}.`,
    {
      details: { index, size },
    },
  );
}
