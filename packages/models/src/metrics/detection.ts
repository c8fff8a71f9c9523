import { requireArgument } from '@glassbox/core';
import { areIndices, argmaxAt, isTrueAt } from './classes.js';
import { type Metric, type MetricBatch, metricOfSums, ratio } from './metric.js';

export interface DetectionOptions {
  /**
   * An output above it says yes; `'argmax'` lets only the largest of a row say yes, whatever its value. Default: 0.5, and `'argmax'` where
   * targets are class indices.
   */
  readonly threshold?: number | 'argmax' | undefined;
  /**
   * How classes become one number: `'micro'` (default) counts all outputs together, `'macro'` is the mean over classes, `'weighted'` the mean
   * with the number of each class's samples. The accumulator's `perClass()` has them one by one.
   */
  readonly average?: 'micro' | 'macro' | 'weighted';
  /** Looks at this output alone. Default: all. */
  readonly classId?: number | undefined;
  /** Its name in logs, for a second one of its kind. */
  readonly name?: string | undefined;
}

/** What came of the yes-or-no questions, of one output or of all. */
interface Outcomes {
  readonly hits: number;
  readonly falseAlarms: number;
  readonly misses: number;
  readonly rejections: number;
}

type Score = (outcomes: Outcomes) => number;

/** Adds to the four numbers that each output has in the sums. */
function countOutcomes(sums: Float64Array, batch: MetricBatch, threshold: number | 'argmax' | undefined): void {
  const { size, outputSize, predictions } = batch;
  const byLargest = threshold === 'argmax' || (threshold === undefined && areIndices(batch));
  const limit = Math.fround(typeof threshold === 'number' ? threshold : 0.5);
  for (let row = 0; row < size; row++) {
    const largest = byLargest ? argmaxAt(predictions, row * outputSize, outputSize) : -1;
    for (let output = 0; output < outputSize; output++) {
      const said = byLargest ? output === largest : predictions[row * outputSize + output]! > limit;
      sums[4 * output + (isTrueAt(batch, row, output) ? (said ? 0 : 2) : said ? 1 : 3)]!++;
    }
  }
}

const outcomesAt = (sums: Float64Array, output: number): Outcomes => ({
  hits: sums[4 * output]!,
  falseAlarms: sums[4 * output + 1]!,
  misses: sums[4 * output + 2]!,
  rejections: sums[4 * output + 3]!,
});

const outputsOf = (sums: Float64Array): Outcomes[] =>
  Array.from({ length: sums.length / 4 }, (_, output) => outcomesAt(sums, output));

const total = (all: readonly Outcomes[], of: (outcomes: Outcomes) => number) =>
  all.reduce((sum, outcomes) => sum + of(outcomes), 0);

function together(all: readonly Outcomes[]): Outcomes {
  return {
    hits: total(all, ({ hits }) => hits),
    falseAlarms: total(all, ({ falseAlarms }) => falseAlarms),
    misses: total(all, ({ misses }) => misses),
    rejections: total(all, ({ rejections }) => rejections),
  };
}

function averaged(all: readonly Outcomes[], score: Score, average: 'micro' | 'macro' | 'weighted'): number {
  if (average === 'micro') return score(together(all));
  if (average === 'macro') return ratio(total(all, score), all.length);
  const support = ({ hits, misses }: Outcomes) => hits + misses;
  return ratio(
    total(all, (outcomes) => support(outcomes) * score(outcomes)),
    total(all, support),
  );
}

function requireDetection({ threshold, average, classId }: DetectionOptions): void {
  const averages = ['micro', 'macro', 'weighted'];
  requireArgument(
    average === undefined || averages.includes(average),
    `average is one of ${averages.join(', ')}, but '${average}' came. A class alone is measured with classId.`,
  );
  requireArgument(
    threshold === undefined || threshold === 'argmax' || Number.isFinite(threshold),
    `threshold is a number or 'argmax', but ${threshold} came.`,
  );
  requireArgument(
    classId === undefined || (Number.isInteger(classId) && classId >= 0),
    `classId is the index of an output, but ${classId} came.`,
  );
}

function ofOutcomes(own: string, score: Score, options: DetectionOptions, direction: 'max' | 'min' = 'max'): Metric {
  requireDetection(options);
  const { threshold, average = 'micro', classId, name = own } = options;
  const chosen = (sums: Float64Array) => (classId === undefined ? outputsOf(sums) : [outcomesAt(sums, classId)]);
  return metricOfSums(
    name,
    direction,
    ({ outputSize }) => {
      requireArgument(
        classId === undefined || classId < outputSize,
        () => `classId ${classId} is no output: the network has ${outputSize}.`,
      );
      return 4 * outputSize;
    },
    (sums, batch) => countOutcomes(sums, batch, threshold),
    (sums) => averaged(chosen(sums), score, average),
    { reads: threshold === 'argmax' ? 'order' : 'values', perClass: (sums) => outputsOf(sums).map(score) },
  );
}

/** Of the outputs that say yes, the share whose target is 1: `TP / (TP + FP)`; 0 where none says yes. */
export const precision = (options: DetectionOptions = {}): Metric =>
  ofOutcomes('precision', ({ hits, falseAlarms }) => ratio(hits, hits + falseAlarms), options);

/** Of the targets that are 1, the share found: `TP / (TP + FN)`; 0 where there is none. */
export const recall = (options: DetectionOptions = {}): Metric =>
  ofOutcomes('recall', ({ hits, misses }) => ratio(hits, hits + misses), options);

/** Of the targets that are 0, the share left alone: `TN / (TN + FP)`; 0 where there is none. */
export const specificity = (options: DetectionOptions = {}): Metric =>
  ofOutcomes('specificity', ({ rejections, falseAlarms }) => ratio(rejections, rejections + falseAlarms), options);

const fScore =
  (beta: number): Score =>
  ({ hits, falseAlarms, misses }) => {
    const both = (1 + beta * beta) * hits;
    return ratio(both, both + beta * beta * misses + falseAlarms);
  };

/** Harmonic mean of precision and recall: `2 TP / (2 TP + FP + FN)`. */
export const f1 = (options: DetectionOptions = {}): Metric => ofOutcomes('f1', fScore(1), options);

export interface FBetaOptions extends DetectionOptions {
  /** How many times as much recall counts as precision, above 0. Default 1. */
  readonly beta?: number;
}

/** Weighted harmonic mean of precision and recall: `(1 + b²) TP / ((1 + b²) TP + b² FN + FP)`. */
export function fBeta({ beta = 1, ...options }: FBetaOptions = {}): Metric {
  requireArgument(beta > 0 && Number.isFinite(beta), `fBeta takes a beta above 0, but ${beta} came.`);
  return ofOutcomes('fBeta', fScore(beta), options);
}

/** What the counts take: there is nothing to average. */
export type CountOptions = Omit<DetectionOptions, 'average'>;

/** How many outputs rightly say yes. */
export const truePositives = (options: CountOptions = {}): Metric =>
  ofOutcomes('truePositives', ({ hits }) => hits, options);
/** How many outputs rightly say no. */
export const trueNegatives = (options: CountOptions = {}): Metric =>
  ofOutcomes('trueNegatives', ({ rejections }) => rejections, options);
/** How many outputs wrongly say yes. */
export const falsePositives = (options: CountOptions = {}): Metric =>
  ofOutcomes('falsePositives', ({ falseAlarms }) => falseAlarms, options, 'min');
/** How many outputs wrongly say no. */
export const falseNegatives = (options: CountOptions = {}): Metric =>
  ofOutcomes('falseNegatives', ({ misses }) => misses, options, 'min');
