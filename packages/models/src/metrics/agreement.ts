import { requireArgument } from '@glassbox/core';
import { type ConfusionMatrix, type ConfusionOptions, metricOfConfusion } from './confusion-matrix.js';
import { type Metric, ratio } from './metric.js';

const diagonal = ({ classes, counts }: ConfusionMatrix, i: number) => counts[i * classes + i]!;
const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
const dot = (a: readonly number[], b: readonly number[]) => sum(a.map((value, i) => value * b[i]!));

/**
 * Correlation between truth and choice, from -1 to 1; 0 is no better than chance, however rare a class is. 0 where one side has but one class.
 *
 * Source: Gorodkin, Comput. Biol. Chem. 28 (2004), for any number of classes; Matthews (1975) for two.
 */
export const matthewsCorrelation = (options: ConfusionOptions = {}): Metric =>
  metricOfConfusion('matthewsCorrelation', options, (matrix) => {
    const { truths, choices, total } = matrix;
    const right = sum(truths.map((_, i) => diagonal(matrix, i)));
    const spread = (total ** 2 - dot(truths, truths)) * (total ** 2 - dot(choices, choices));
    return spread > 0 ? (right * total - dot(truths, choices)) / Math.sqrt(spread) : 0;
  });

export interface CohenKappaOptions extends ConfusionOptions {
  /** What a mistake costs, for classes in an order: `'none'` (default) 1, `'linear'` their distance, `'quadratic'` its square. */
  readonly weights?: 'none' | 'linear' | 'quadratic';
}

const costs = {
  none: (distance: number) => Number(distance !== 0),
  linear: (distance: number) => distance,
  quadratic: (distance: number) => distance ** 2,
};

/**
 * Agreement beyond chance: `1 - Σ cost observed / Σ cost expected`, at most 1; 0 is chance, and what comes where chance alone cannot disagree.
 *
 * Source: Cohen (1960), and with weights (1968).
 */
export function cohenKappa({ weights = 'none', ...options }: CohenKappaOptions = {}): Metric {
  const known = Object.keys(costs).join(', ');
  requireArgument(Object.hasOwn(costs, weights), `weights is one of ${known}, but '${weights}' came.`);
  const cost = costs[weights];
  return metricOfConfusion('cohenKappa', options, ({ classes, counts, truths, choices, total }) => {
    let observed = 0;
    let expected = 0;
    counts.forEach((count, i) => {
      const [truth, choice] = [Math.floor(i / classes), i % classes];
      const price = cost(Math.abs(truth - choice));
      observed += price * count;
      expected += (price * truths[truth]! * choices[choice]!) / total;
    });
    return expected > 0 ? 1 - observed / expected : 0;
  });
}

export interface BalancedAccuracyOptions extends ConfusionOptions {
  /** Whether chance is moved to 0: `(accuracy - 1/classes) / (1 - 1/classes)`. Default false. */
  readonly adjusted?: boolean;
}

/** Mean over classes of the share of their samples that were recognised; classes without a sample do not count. From 0 to 1. */
export function balancedAccuracy({ adjusted = false, ...options }: BalancedAccuracyOptions = {}): Metric {
  const shares = (matrix: ConfusionMatrix) => matrix.truths.map((count, i) => ratio(diagonal(matrix, i), count));
  return metricOfConfusion(
    'balancedAccuracy',
    options,
    (matrix) => {
      const present = matrix.truths.filter((count) => count > 0).length;
      const mean = ratio(sum(shares(matrix)), present);
      return adjusted && present > 1 ? (mean - 1 / present) / (1 - 1 / present) : mean;
    },
    shares,
  );
}
