import { GlassboxError, type IndexedData, type NdArray, requireArgument, sizeOf } from '@glassbox/core';
import { add, div, maximum, mul, reshape, sqrt, sub, type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { Layer, LayerOptions, Shape } from '../layer.js';

/** Which axes have moments of their own, counting the batch as axis 0; negative from the end. `null`: one pair for all values. */
export type NormalizationAxis = number | readonly number[] | null;

/** Means and variances of features: one number for all, or one for each place along `axis`, row by row. */
export interface FeatureMoments {
  readonly mean: number | readonly number[];
  readonly variance: number | readonly number[];
  readonly axis?: NormalizationAxis;
}

/** Options of {@link normalization}. */
export interface NormalizationOptions extends FeatureMoments, LayerOptions {
  /** Default -1: the last axis, features or channels. */
  readonly axis?: NormalizationAxis;
  /** Whether to undo the normalization instead: `x √variance + mean`. Default false. */
  readonly invert?: boolean;
}

/** The smallest deviation that is divided by: Keras's epsilon. */
const SMALLEST_DEVIATION = 1e-7;

/** The kept axes as places in the shape of a sample. */
function keptAxes(axis: NormalizationAxis, sample: Shape): number[] {
  const wanted = axis === null ? [] : typeof axis === 'number' ? [axis] : [...axis];
  const rank = sample.length + 1;
  return wanted.map((each) => {
    const place = each < 0 ? each + rank : each;
    if (Number.isInteger(place) && place >= 1 && place < rank) return place - 1;
    throw new GlassboxError(
      'shape-mismatch',
      `normalization keeps axis ${each}, but samples of shape [${sample.join(', ')}] have the axes 1 to ${rank - 1}.`,
      { details: { axis, sample } },
    );
  });
}

/** Moments in a shape that broadcasts over a batch of samples. */
function broadcast(name: string, moments: number | readonly number[], axis: NormalizationAxis, sample: Shape): NdArray {
  if (typeof moments === 'number') return { data: Float32Array.of(moments), shape: sample.map(() => 1) };
  const kept = keptAxes(axis, sample);
  const shape = sample.map((extent, place) => (kept.includes(place) ? extent : 1));
  if (sizeOf(shape) === moments.length) return { data: Float32Array.from(moments), shape };
  throw new GlassboxError(
    'shape-mismatch',
    `normalization takes ${sizeOf(shape)} numbers as ${name} of samples of shape [${sample.join(', ')}], but ${moments.length} came.`,
    { details: { [name]: moments.length, sample } },
  );
}

function requireMoments({ mean, variance }: FeatureMoments): void {
  const numbers = (moments: number | readonly number[]) => (typeof moments === 'number' ? [moments] : moments);
  requireArgument(
    numbers(mean).every(Number.isFinite) && numbers(variance).every((each) => each >= 0 && Number.isFinite(each)),
    'normalization takes finite means and finite variances of at least 0.',
  );
}

/**
 * Brings features to mean 0 and variance 1 by moments that are known beforehand: `(x - mean) / max(√variance, 1e-7)`.
 *
 * Unlike batch normalization it learns nothing and does the same while fitting and afterwards. {@link adaptNormalization} measures the
 * moments: `normalization(adaptNormalization(train))`.
 *
 * @throws `bad-argument` for moments that are not finite or variances below 0; `shape-mismatch` where they do not fit the input.
 */
export function normalization(options: NormalizationOptions): Layer {
  const { mean, variance, axis = -1, invert = false, name } = options;
  requireMoments(options);
  return {
    className: 'Normalization',
    name,
    config: { axis, invert, mean, variance },
    build(inputShape) {
      const means = broadcast('mean', mean, axis, inputShape);
      const variances = broadcast('variance', variance, axis, inputShape);
      return {
        outputShape: inputShape,
        weights: [],
        call(x) {
          const center = asTensor(means);
          const deviation = maximum(sqrt(asTensor(variances)), SMALLEST_DEVIATION);
          return invert ? add(mul(x, deviation), center) : div(sub(x, center), deviation);
        },
      };
    },
  };
}

const asTensor = ({ data, shape }: NdArray): Tensor => reshape(tensor(data, [data.length], 'float32'), [...shape]);

/** How many samples are read at once. */
const BLOCK = 256;

function* blocks(data: IndexedData | NdArray): Generator<NdArray> {
  if (!('readBatch' in data)) {
    yield data;
    return;
  }
  for (let start = 0; start < data.size; start += BLOCK) {
    const count = Math.min(BLOCK, data.size - start);
    yield data.readBatch(Uint32Array.from({ length: count }, (_, i) => start + i)).inputs;
  }
}

/** For each value of a sample, which pair of moments it counts to. */
function groupsOf(sample: Shape, kept: readonly number[]): { groups: Uint32Array; count: number } {
  const groups = new Uint32Array(sizeOf(sample));
  for (let i = 0; i < groups.length; i++) {
    let [rest, group, stride] = [i, 0, 1];
    for (let axis = sample.length - 1; axis >= 0; axis--) {
      const extent = sample[axis]!;
      if (kept.includes(axis)) {
        group += (rest % extent) * stride;
        stride *= extent;
      }
      rest = Math.floor(rest / extent);
    }
    groups[i] = group;
  }
  return { groups, count: kept.reduce((product, axis) => product * sample[axis]!, 1) };
}

/**
 * Measures the mean and the variance (over all, not `n - 1`) of inputs, for {@link normalization}.
 *
 * @param data training data, or an array `[size, ...]`; its targets do not count. Empty data throws `empty-data`.
 * @param axis which axes keep moments of their own. Default -1.
 * @example
 * layers.normalization(adaptNormalization(train));
 */
export function adaptNormalization(
  data: IndexedData | NdArray,
  { axis = -1 }: { readonly axis?: NormalizationAxis } = {},
): FeatureMoments {
  const sample = 'readBatch' in data ? data.inputShape : data.shape.slice(1);
  const { groups, count } = groupsOf(sample, keptAxes(axis, sample));
  const means = new Float64Array(count);
  const squares = new Float64Array(count);
  const seen = new Float64Array(count);
  for (const { data: values } of blocks(data)) {
    // Welford's update, which does not cancel where the mean is large.
    for (let i = 0; i < values.length; i++) {
      const group = groups[i % groups.length]!;
      const distance = values[i]! - means[group]!;
      means[group]! += distance / ++seen[group]!;
      squares[group]! += distance * (values[i]! - means[group]!);
    }
  }
  if (!(seen[0]! > 0))
    throw new GlassboxError('empty-data', 'adaptNormalization needs at least one sample, but none came.');
  const variances = squares.map((square, group) => square / seen[group]!);
  return axis === null
    ? { mean: means[0]!, variance: variances[0]!, axis }
    : { mean: [...means], variance: [...variances], axis };
}
