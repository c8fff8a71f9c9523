import { GlassboxError, requireArgument, sameShape, sizeOf } from '@glassbox/core';
import type { SampleSource } from './sample-source.js';

const show = (shape: readonly number[] | undefined) => (shape ? `[${shape.join(', ')}]` : 'none');

function requireSameForm(first: SampleSource, second: SampleSource): void {
  const sameTargets =
    first.targetType === second.targetType && sameShape(first.targetShape ?? [], second.targetShape ?? []);
  if (!sameShape(first.inputShape, second.inputShape) || !sameTargets) {
    const form = ({ inputShape, targetShape, targetType }: SampleSource) =>
      `${show(inputShape)} with targets ${targetType ? `${show(targetShape)} of ${targetType}` : 'none'}`;
    throw new GlassboxError('shape-mismatch', `Samples of ${form(first)} cannot be joined with ${form(second)}.`);
  }
  const [names, others] = [first.classNames, second.classNames];
  requireArgument(
    !names || !others || (names.length === others.length && names.every((name, i) => name === others[i])),
    () =>
      `The classes [${names?.join(', ')}] and [${others?.join(', ')}] differ, so their indices mean different things.`,
  );
}

/**
 * One set after the other. Throws `shape-mismatch` where samples differ in shape or kind of target, `bad-argument` where class names
 * differ.
 */
export function concatSources(first: SampleSource, second: SampleSource): SampleSource {
  requireSameForm(first, second);
  const { inputShape, targetShape, targetType } = first;
  const [width, targetWidth] = [sizeOf(inputShape), sizeOf(targetShape ?? [])];
  return {
    size: first.size + second.size,
    inputShape,
    targetShape,
    targetType,
    classNames: first.classNames ?? second.classNames,
    read(positions, inputs, targets) {
      for (const { source, start, own } of runs(positions, first, second)) {
        const end = start + own.length;
        source.read(
          own,
          inputs.subarray(start * width, end * width),
          targets?.subarray(start * targetWidth, end * targetWidth),
        );
      }
    },
  };
}

interface Run {
  readonly source: SampleSource;
  /** Where the run begins among the positions. */
  readonly start: number;
  /** Positions within the source. */
  readonly own: readonly number[];
}

/** Neighbouring positions that lie in the same set. */
function* runs(positions: ArrayLike<number>, first: SampleSource, second: SampleSource): Generator<Run> {
  for (let start = 0; start < positions.length; ) {
    const inFirst = positions[start]! < first.size;
    const own: number[] = [];
    for (let i = start; i < positions.length && positions[i]! < first.size === inFirst; i++) {
      own.push(inFirst ? positions[i]! : positions[i]! - first.size);
    }
    yield { source: inFirst ? first : second, start, own };
    start += own.length;
  }
}
