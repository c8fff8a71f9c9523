import { GlassboxError } from '@glassbox/core';

/** More classes than any set has; a label above it without class names is taken for a mistake, not counted up to. */
const MOST_CLASSES = 2 ** 20;

/** Throws `label-out-of-range` unless a label is a class index: a whole number below the number of classes. */
export function requireLabel(label: number, classNames: readonly string[] | undefined, sample: number): void {
  const classes = classNames?.length ?? MOST_CLASSES;
  if (Number.isInteger(label) && label >= 0 && label < classes) return;
  const range = classNames ? `from 0 to ${classes - 1}, one for each class name` : 'a whole number from 0 up';
  throw new GlassboxError(
    'label-out-of-range',
    `Sample ${sample} has the label ${label}, but a class index is ${range}. Targets that are no classes are floats.`,
    { details: { sample, label, classes: classNames?.length } },
  );
}
