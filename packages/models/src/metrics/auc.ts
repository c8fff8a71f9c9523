import { requireArgument } from '@glassbox/core';
import { exactArea } from './exact-area.js';
import { type Metric, ratio } from './metric.js';
import { type CurveOptions, evenThresholds, metricOfCurve, type ThresholdCurve } from './threshold-curve.js';

export interface AucOptions extends CurveOptions {
  /** `'ROC'` (default): share found over share of false alarms. `'PR'`: precision over recall, for rare positives. */
  readonly curve?: 'ROC' | 'PR';
  /** Whether each output has its own curve and the mean of their areas is the result; else all outputs make one. Default false. */
  readonly multiLabel?: boolean;
  /**
   * Whether every output is kept and the area is that of ranks (ROC) or the average precision (PR), instead of one over thresholds. Memory
   * grows with the samples. Default false.
   */
  readonly exact?: boolean;
}

/** Trapezoids between neighbouring thresholds. */
function rocArea({ hits, falseAlarms, positives, negatives }: ThresholdCurve): number {
  let area = 0;
  for (let i = 0; i + 1 < hits.length; i++) {
    const width = ratio(falseAlarms[i]!, negatives) - ratio(falseAlarms[i + 1]!, negatives);
    area += (width * (ratio(hits[i]!, positives) + ratio(hits[i + 1]!, positives))) / 2;
  }
  return area;
}

/** Between neighbouring thresholds false alarms grow in line with hits, which makes precision a curve and no line. */
function prArea({ hits, falseAlarms, positives }: ThresholdCurve): number {
  let area = 0;
  for (let i = 0; i + 1 < hits.length; i++) {
    const [more, fewer] = [hits[i]! + falseAlarms[i]!, hits[i + 1]! + falseAlarms[i + 1]!];
    const gained = hits[i]! - hits[i + 1]!;
    const slope = ratio(gained, more - fewer);
    const intercept = hits[i + 1]! - slope * fewer;
    area += ratio(slope * (gained + (more > 0 && fewer > 0 ? intercept * Math.log(more / fewer) : 0)), positives);
  }
  return area;
}

/**
 * Area under a curve over all thresholds: how well outputs rank what is 1 above what is 0, from 0 to 1, chance being 0.5 (ROC) or the share of
 * 1s (PR). 0 where targets are all alike.
 *
 * Outputs in [0, 1], one or more a sample; targets 0 and 1, or class indices. Over thresholds the area differs a little from the exact one.
 * Source: Davis and Goadrich, ICML 2006, for the area under precision and recall.
 */
export function auc({
  curve = 'ROC',
  numThresholds = 200,
  multiLabel = false,
  exact = false,
  classId,
  name = 'auc',
}: AucOptions = {}): Metric {
  requireArgument(curve === 'ROC' || curve === 'PR', `curve is 'ROC' or 'PR', but '${curve}' came.`);
  requireArgument(
    !(multiLabel && classId !== undefined),
    'multiLabel looks at all outputs and classId at one. Pass one of them.',
  );
  if (exact) return exactArea(name, curve, { classId, byOutput: multiLabel });
  // Every output lies above the first and none above the last, also where outputs are not probabilities.
  const thresholds = evenThresholds(numThresholds, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  return metricOfCurve(name, thresholds, { classId, byOutput: multiLabel }, curve === 'ROC' ? rocArea : prArea);
}
