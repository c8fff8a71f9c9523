import { requireArgument } from '@glassbox/core';
import { type Metric, ratio } from './metric.js';
import { type CurveOptions, evenThresholds, metricOfCurve, type ThresholdCurve } from './threshold-curve.js';

type Rate = (curve: ThresholdCurve, threshold: number) => number;

const sensitivityAt: Rate = ({ hits, positives }, i) => ratio(hits[i]!, positives);
const specificityAt: Rate = ({ falseAlarms, negatives }, i) => ratio(negatives - falseAlarms[i]!, negatives);
const precisionAt: Rate = ({ hits, falseAlarms }, i) => ratio(hits[i]!, hits[i]! + falseAlarms[i]!);

/** The best `wanted` among thresholds at which `held` is at least the floor; 0 where there is none. */
function bestWhere(own: string, wanted: Rate, held: Rate, floor: number, options: CurveOptions): Metric {
  const { numThresholds = 200, classId, name = own } = options;
  requireArgument(floor >= 0 && floor <= 1, `${own} takes a rate in [0, 1] to hold, but ${floor} came.`);
  return metricOfCurve(name, evenThresholds(numThresholds), { classId }, (curve) => {
    let best = 0;
    for (let i = 0; i < curve.hits.length; i++) if (held(curve, i) >= floor) best = Math.max(best, wanted(curve, i));
    return best;
  });
}

/** The largest share of 1s found among thresholds that leave alone at least a share `specificity` (default 0.5) of the 0s. */
export const sensitivityAtSpecificity = ({
  specificity = 0.5,
  ...options
}: CurveOptions & { readonly specificity?: number } = {}): Metric =>
  bestWhere('sensitivityAtSpecificity', sensitivityAt, specificityAt, specificity, options);

/** The largest share of 0s left alone among thresholds that find at least a share `sensitivity` (default 0.5) of the 1s. */
export const specificityAtSensitivity = ({
  sensitivity = 0.5,
  ...options
}: CurveOptions & { readonly sensitivity?: number } = {}): Metric =>
  bestWhere('specificityAtSensitivity', specificityAt, sensitivityAt, sensitivity, options);

/** The largest precision among thresholds with at least this `recall` (default 0.5). */
export const precisionAtRecall = ({
  recall = 0.5,
  ...options
}: CurveOptions & { readonly recall?: number } = {}): Metric =>
  bestWhere('precisionAtRecall', precisionAt, sensitivityAt, recall, options);

/** The largest recall among thresholds with at least this `precision` (default 0.5). */
export const recallAtPrecision = ({
  precision = 0.5,
  ...options
}: CurveOptions & { readonly precision?: number } = {}): Metric =>
  bestWhere('recallAtPrecision', sensitivityAt, precisionAt, precision, options);
