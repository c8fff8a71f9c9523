import { GlassboxError, isGlassboxError, sizeOf } from '@glassbox/core';
import { requireLabel } from './labels.js';
import { makeTargets, type SampleSource, type Targets } from './sample-source.js';

/** One sample: its input row by row, and its target if there is one. */
export interface Sample {
  readonly input: Float32Array;
  /** Class index (one entry) or values; undefined where the data has no targets. */
  readonly target: Targets | undefined;
}

/** What `map` may change of a sample. */
export interface MappedSample {
  readonly input: ArrayLike<number>;
  /** Left out, it stays as it is. */
  readonly target?: ArrayLike<number> | undefined;
}

/** The function given to `map`; the arrays of a sample are its to change, and reused for the next. */
export type MapSample = (sample: Sample, index: number) => MappedSample;

/** What a mapped sample looks like, where that changes. */
export interface MapOptions {
  readonly inputShape?: readonly number[];
  /** `[]` for class indices, else the shape of values, which are then floats: `[10]` for one-hot rows. */
  readonly targetShape?: readonly number[];
}

/** A source whose samples pass through a function each time they are read. */
export function mapSource(source: SampleSource, f: MapSample, options: MapOptions): SampleSource {
  const { inputShape = source.inputShape, targetShape = source.targetShape } = options;
  const { size, classNames } = source;
  const form = { size, classNames, inputShape, targetShape, targetType: mappedType(source, options) };
  const [width, targetWidth] = [sizeOf(inputShape), sizeOf(targetShape ?? [])];
  const input = new Float32Array(sizeOf(source.inputShape));
  const target = makeTargets(source, sizeOf(source.targetShape ?? []));
  return {
    ...form,
    read(positions, inputs, targets) {
      for (let i = 0; i < positions.length; i++) {
        const index = positions[i]!;
        source.read([index], input, target);
        const mapped = run(f, { input, target }, index);
        requireLength(mapped.input, width, 'input', index);
        inputs.set(mapped.input, i * width);
        if (targets) targets.set(targetOf(mapped.target ?? target, form, targetWidth, index), i * targetWidth);
      }
    },
  };
}

type Form = Omit<SampleSource, 'read'>;

function mappedType(source: SampleSource, { targetShape }: MapOptions): Form['targetType'] {
  if (targetShape === undefined) return source.targetType;
  return targetShape.length === 0 ? 'int32' : 'float32';
}

function targetOf(
  target: ArrayLike<number> | undefined,
  { targetType, targetShape, classNames }: Form,
  width: number,
  index: number,
): ArrayLike<number> {
  requireLength(target ?? [], width, 'target', index);
  if (targetType === 'int32' && targetShape?.length === 0) requireLabel(target![0]!, classNames, index);
  return target!;
}

function requireLength(values: ArrayLike<number>, expected: number, what: 'input' | 'target', index: number): void {
  if (values?.length === expected) return;
  throw new GlassboxError(
    'shape-mismatch',
    `map returned for sample ${index} ${what === 'input' ? 'an input' : 'a target'} of ${values?.length} numbers, but ${expected} were expected. Pass the new ${what}Shape to map.`,
    { details: { index, expected, actual: values?.length } },
  );
}

function run(f: MapSample, sample: Sample, index: number): MappedSample {
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
