import type { Random } from '@glassbox/core';
import { log } from '../../math/portable.js';
import { lossesOf, type StudyView, type TrialRecord } from '../../study/trial-record.js';
import { clipped } from './warp.js';

/** Share of the weighted sum beside the largest part, so that of two that are equal in it the better one counts. */
const SUM_SHARE = 0.05;

/** Positive numbers that sum to 1, all such as likely. */
function weightsOf(count: number, draws: Random): number[] {
  const parts = Array.from({ length: count }, () => -log(1 - draws.uniform()));
  const total = parts.reduce((sum, part) => sum + part, 0);
  return parts.map((part) => part / total);
}

/** Numbers from 0 to 1, the least and the largest of them. */
function unit(values: Float64Array): Float64Array {
  const [low, high] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  return values.map((value) => (high > low ? (value - low) / (high - low) : 0));
}

/**
 * One loss for each trial: its value, or of several directions their augmented Chebyshev distance from the best of each, with weights by chance.
 *
 * Source: Knowles, "ParEGO", IEEE Transactions on Evolutionary Computation 10 (2006), eq. 2.
 */
export function scalarLosses(study: StudyView, trials: readonly TrialRecord[], draws: Random): Float64Array {
  const losses = trials.map(({ values }) => lossesOf(study, values!));
  const columns = study.directions.map((_, i) => clipped(Float64Array.from(losses, (each) => each[i]!)));
  if (columns.length === 1) return columns[0]!;
  const weights = weightsOf(columns.length, draws.fork('weights'));
  const units = columns.map(unit);
  return Float64Array.from(trials, (_, trial) => {
    const parts = units.map((column, i) => weights[i]! * column[trial]!);
    return Math.max(...parts) + SUM_SHARE * parts.reduce((sum, part) => sum + part, 0);
  });
}
