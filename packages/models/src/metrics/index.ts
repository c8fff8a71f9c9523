import { Registry } from '@glassbox/core';
import type { Loss } from '../losses/loss.js';
import { binaryAccuracy, categoricalAccuracy, sparseCategoricalAccuracy, topKAccuracy } from './accuracies.js';
import { f1, precision, recall } from './detection.js';
import { meanAbsoluteErrorMetric, meanSquaredErrorMetric, rootMeanSquaredError } from './errors.js';
import type { Metric } from './metric.js';

/** Every metric that Glassbox ships, as functions that make values. */
export const metrics = {
  sparseCategoricalAccuracy,
  categoricalAccuracy,
  binaryAccuracy,
  topKAccuracy,
  precision,
  recall,
  f1,
  meanAbsoluteError: meanAbsoluteErrorMetric,
  meanSquaredError: meanSquaredErrorMetric,
  rootMeanSquaredError,
} as const;

/** `'accuracy'` picks the accuracy that fits the loss and the output. */
export type MetricName = 'accuracy' | keyof typeof metrics;

const registry = new Registry<() => Metric>('metric', {
  accuracy: () => sparseCategoricalAccuracy('accuracy'),
  ...metrics,
});

function accuracyFor(loss: Loss, outputSize: number): Metric {
  if (loss.targetKind === 'classIndex') return sparseCategoricalAccuracy('accuracy');
  return loss.name === 'binaryCrossentropy' || outputSize === 1
    ? binaryAccuracy({}, 'accuracy')
    : categoricalAccuracy('accuracy');
}

/** The metric that a name or a value means, for a network with this loss and number of outputs. */
export function resolveMetric(metric: MetricName | Metric, loss: Loss, outputSize: number): Metric {
  if (typeof metric !== 'string') return metric;
  return metric === 'accuracy' ? accuracyFor(loss, outputSize) : registry.get(metric)();
}
