import { GlassboxError, type History, requireArgument } from '@glassbox/core';

/** One value at one epoch; null where it was not a finite number, which leaves a gap in the line. */
export interface EpochValue {
  readonly epoch: number;
  readonly value: number | null;
}

/** One line of a panel. */
export interface MetricSeries {
  readonly role: 'train' | 'validation';
  readonly points: readonly EpochValue[];
}

/** One metric with the lines that were measured of it. */
export interface MetricPanel {
  readonly metric: string;
  readonly series: readonly MetricSeries[];
}

/** The numbers of training curves. */
export interface TrainingInfo {
  readonly epochs: readonly number[];
  readonly panels: readonly MetricPanel[];
}

/**
 * Gathers the series of a run, accuracy before loss before other metrics.
 *
 * @param metrics which to show; default those of `accuracy` and `loss` that were measured, else every one that was.
 * No epoch throws `empty-history`; a series of another length than `epochs` throws `length-mismatch`; an unmeasured metric
 * throws `bad-argument`.
 */
export function trainingInfo(history: History, metrics?: readonly string[]): TrainingInfo {
  if (history.epochs.length === 0) {
    throw new GlassboxError('empty-history', 'The history has no epoch yet. Draw it after the first epoch ended.');
  }
  const names = metrics ?? shownMetrics(history);
  requireArgument(names.length > 0, 'The history holds epochs but no metric; pass one that `model.fit` returned.');
  return { epochs: [...history.epochs], panels: names.map((metric) => panel(history, metric)) };
}

/** The values of a metric by its camel-case name, empty where it was not measured. */
function metricValues(history: History, name: string): readonly number[] {
  if (Object.hasOwn(history.metrics, name)) return history.metrics[name]!;
  const { loss, accuracy, valLoss, valAccuracy } = history;
  return new Map(Object.entries({ loss, accuracy, valLoss, valAccuracy })).get(name) ?? [];
}

/** The name of a metric's validation series: `valAccuracy` for `accuracy`. */
export const validationName = (metric: string) => `val${metric.charAt(0).toUpperCase()}${metric.slice(1)}`;

/** A metric's name for people: `mean absolute error` for `meanAbsoluteError`. */
export const metricLabel = (metric: string) => metric.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();

function shownMetrics(history: History): string[] {
  const measured = (name: string) =>
    metricValues(history, name).length > 0 || metricValues(history, validationName(name)).length > 0;
  const common = ['accuracy', 'loss'].filter(measured);
  if (common.includes('accuracy')) return common;
  const others = Object.keys(history.metrics).filter((name) => !/^val[A-Z]/.test(name) && !common.includes(name));
  return [...common, ...others.filter(measured)].slice(0, 2);
}

function panel(history: History, metric: string): MetricPanel {
  const candidates = [
    { role: 'train', values: metricValues(history, metric) },
    { role: 'validation', values: metricValues(history, validationName(metric)) },
  ] as const;
  const measured = candidates.filter(({ values }) => values.length > 0);
  requireArgument(measured.length > 0, `The history has no metric '${metric}'. It has: ${known(history)}.`, { metric });
  return { metric, series: measured.map(({ role, values }) => ({ role, points: points(history, metric, values) })) };
}

function points(history: History, metric: string, values: readonly number[]): EpochValue[] {
  if (values.length !== history.epochs.length) {
    throw new GlassboxError(
      'length-mismatch',
      `The history has ${history.epochs.length} epochs but ${values.length} values of '${metric}'; each epoch needs one.`,
      { details: { metric, epochs: history.epochs.length, values: values.length } },
    );
  }
  return history.epochs.map((epoch, i) => ({ epoch, value: Number.isFinite(values[i]) ? values[i]! : null }));
}

function known(history: History): string {
  const names = ['loss', 'accuracy', ...Object.keys(history.metrics)].filter(
    (name) => metricValues(history, name).length,
  );
  return [...new Set(names)].join(', ') || 'none';
}
