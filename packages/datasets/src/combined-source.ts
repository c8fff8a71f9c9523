import {
  type Batch,
  GlassboxError,
  type IndexedData,
  isGlassboxError,
  requireArgument,
  sameShape,
  sizeOf,
} from '@glassbox/core';

/** One sample: its input row by row, and its target if there is one. */
export interface Sample {
  readonly input: Float32Array;
  /** Class index or values; undefined where the data has no targets. */
  readonly target: Float32Array | Int32Array | undefined;
}

/** What `map` may change of a sample. */
export interface MappedSample {
  readonly input: ArrayLike<number>;
  readonly target?: ArrayLike<number> | undefined;
}

const show = (shape: readonly number[] | undefined) => (shape ? `[${shape.join(', ')}]` : 'none');

/** One set after the other. Throws `shape-mismatch` where samples differ in shape. */
export function concatSources(first: IndexedData, second: IndexedData): IndexedData {
  const sameTargets =
    first.targetShape && second.targetShape
      ? sameShape(first.targetShape, second.targetShape)
      : first.targetShape === second.targetShape;
  if (!sameShape(first.inputShape, second.inputShape) || !sameTargets) {
    throw new GlassboxError(
      'shape-mismatch',
      `Samples of shape ${show(first.inputShape)} with targets ${show(first.targetShape)} cannot be joined with ${show(second.inputShape)} and ${show(second.targetShape)}.`,
    );
  }
  const { inputShape, targetShape, classNames } = first;
  return {
    size: first.size + second.size,
    inputShape,
    targetShape,
    classNames: classNames ?? second.classNames,
    readBatch: (indices) =>
      assemble(indices.length, inputShape, targetShape, (position) => {
        const index = indices[position]!;
        return index < first.size ? sampleOf(first, index) : sampleOf(second, index - first.size);
      }),
  };
}

function sampleOf(source: IndexedData, index: number): Sample {
  const { inputs, targets } = source.readBatch([index]);
  return { input: inputs.data, target: targets?.data };
}

/** A source whose samples pass through a function when they are read. */
export function mapSource(
  source: IndexedData,
  f: (sample: Sample, index: number) => MappedSample,
  inputShape: readonly number[],
): IndexedData {
  const apply = (index: number): Sample => {
    const before = sampleOf(source, index);
    const { input, target } = run(f, before, index);
    requireArgument(
      input.length === sizeOf(inputShape),
      `map returned an input of ${input.length} numbers, but ${sizeOf(inputShape)} were expected. Pass the new inputShape to map.`,
    );
    return {
      input: Float32Array.from(input),
      target: target === undefined ? before.target : likeTarget(before.target, target),
    };
  };
  return {
    ...source,
    inputShape,
    readBatch: (indices) =>
      assemble(indices.length, inputShape, source.targetShape, (position) => apply(indices[position]!)),
  };
}

function run(f: (sample: Sample, index: number) => MappedSample, sample: Sample, index: number): MappedSample {
  try {
    return f(sample, index);
  } catch (cause) {
    if (isGlassboxError(cause)) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new GlassboxError('map-failed', `The function given to map failed on sample ${index}: ${reason}.`, {
      cause,
      details: { index },
    });
  }
}

const likeTarget = (before: Sample['target'], target: ArrayLike<number>) =>
  before instanceof Float32Array ? Float32Array.from(target) : Int32Array.from(target);

/** Puts samples together, one by one. */
function assemble(
  size: number,
  inputShape: readonly number[],
  targetShape: readonly number[] | undefined,
  read: (position: number) => Sample,
): Batch {
  const width = sizeOf(inputShape);
  const inputs = new Float32Array(size * width);
  const targetWidth = targetShape ? sizeOf(targetShape) : 0;
  let targets: Float32Array | Int32Array | undefined;
  for (let i = 0; i < size; i++) {
    const { input, target } = read(i);
    inputs.set(input, i * width);
    if (!target) continue;
    targets ??=
      target instanceof Float32Array ? new Float32Array(size * targetWidth) : new Int32Array(size * targetWidth);
    targets.set(target, i * targetWidth);
  }
  const batch = { size, inputs: { data: inputs, shape: [size, ...inputShape] } };
  return targets && targetShape ? { ...batch, targets: { data: targets, shape: [size, ...targetShape] } } : batch;
}
