import { GlassboxError, requireArgument } from '@glassbox/core';
import { className, requireClasses } from './class-names.js';

/** Samples of one true class that got one predicted class. */
export interface ConfusionCell {
  readonly truth: string;
  readonly predicted: string;
  readonly count: number;
  /** `count` over all samples of the true class, 0 to 1; 0 where the class has no sample. */
  readonly share: number;
  readonly isRight: boolean;
}

/** The numbers of a confusion matrix. */
export interface ConfusionInfo {
  readonly classes: readonly string[];
  /** Row by row: true class 0 with every predicted class, then true class 1, ... */
  readonly cells: readonly ConfusionCell[];
  readonly total: number;
  readonly right: number;
  /** The wrong cell with the most samples. */
  readonly worst: ConfusionCell | undefined;
}

const mostClasses = 40;

/**
 * Counts true against predicted classes.
 *
 * As many classes as there are names, else up to the greatest that occurs. Lists of different lengths throw `length-mismatch`;
 * empty ones, classes beyond the names, doubled names and more than 40 classes throw `bad-argument`.
 */
export function confusionInfo(
  labels: ArrayLike<number>,
  predictions: ArrayLike<number>,
  classNames?: readonly string[],
): ConfusionInfo {
  requirePairs(labels, predictions);
  const classes = namesOf(greatest(labels, predictions) + 1, classNames);
  const counts = classes.map(() => classes.map(() => 0));
  for (let i = 0; i < labels.length; i++) counts[labels[i]!]![predictions[i]!]!++;
  const cells = counts.flatMap((row, truth) => rowCells(row, truth, classes));
  const wrong = cells.filter((cell) => !cell.isRight && cell.count > 0);
  return {
    classes,
    cells,
    total: labels.length,
    right: cells.reduce((sum, cell) => sum + (cell.isRight ? cell.count : 0), 0),
    worst: wrong.reduce<ConfusionCell | undefined>((a, b) => (a && a.count >= b.count ? a : b), undefined),
  };
}

function rowCells(row: readonly number[], truth: number, classes: readonly string[]): ConfusionCell[] {
  const samples = row.reduce((sum, count) => sum + count, 0);
  return row.map((count, predicted) => ({
    truth: classes[truth]!,
    predicted: classes[predicted]!,
    count,
    share: samples === 0 ? 0 : count / samples,
    isRight: truth === predicted,
  }));
}

function requirePairs(labels: ArrayLike<number>, predictions: ArrayLike<number>): void {
  if (labels.length !== predictions.length) {
    throw new GlassboxError(
      'length-mismatch',
      `${labels.length} labels came with ${predictions.length} predictions; pass one prediction a label.`,
      { details: { labels: labels.length, predictions: predictions.length } },
    );
  }
  requireArgument(labels.length > 0, 'A confusion matrix needs at least one label; the lists are empty.');
  requireClasses(labels, 'Labels');
  requireClasses(predictions, 'Predictions');
}

function greatest(...lists: ArrayLike<number>[]): number {
  let most = 0;
  for (const list of lists) for (let i = 0; i < list.length; i++) most = Math.max(most, list[i]!);
  return most;
}

function namesOf(needed: number, names: readonly string[] | undefined): string[] {
  const count = names?.length ?? needed;
  requireArgument(needed <= count, `Class ${needed - 1} occurs, but only ${count} class names came.`, {
    needed,
    count,
  });
  requireArgument(count <= mostClasses, `A confusion matrix draws at most ${mostClasses} classes, not ${count}.`, {
    count,
  });
  requireArgument(
    !names || new Set(names).size === names.length,
    'Two classes have the same name; make each distinct.',
  );
  return Array.from({ length: count }, (_, index) => className(index, names));
}
