import { Registry } from '@glassbox/core';
import type { Loss } from '../losses/loss.js';
import {
  binaryAccuracy,
  categoricalAccuracy,
  sparseCategoricalAccuracy,
  sparseTopKCategoricalAccuracy,
  topKAccuracy,
  topKCategoricalAccuracy,
} from './accuracies.js';
import { balancedAccuracy, cohenKappa, matthewsCorrelation } from './agreement.js';
import { auc } from './auc.js';
import {
  f1,
  falseNegatives,
  falsePositives,
  fBeta,
  precision,
  recall,
  specificity,
  trueNegatives,
  truePositives,
} from './detection.js';
import {
  cosineSimilarityMetric,
  logCoshErrorMetric,
  meanAbsoluteErrorMetric,
  meanAbsolutePercentageErrorMetric,
  meanSquaredErrorMetric,
  meanSquaredLogarithmicErrorMetric,
  poissonMetric,
  r2Score,
  rootMeanSquaredError,
} from './errors.js';
import { categoricalHingeMetric, hingeMetric, squaredHingeMetric } from './hinges.js';
import type { Metric } from './metric.js';
import {
  precisionAtRecall,
  recallAtPrecision,
  sensitivityAtSpecificity,
  specificityAtSensitivity,
} from './operating-points.js';
import { binaryIoU, meanIoU, oneHotIoU } from './overlap.js';
import {
  binaryCrossentropyMetric,
  brierScore,
  categoricalCrossentropyMetric,
  expectedCalibrationError,
  klDivergenceMetric,
  sparseCategoricalCrossentropyMetric,
} from './probabilities.js';

/** Every metric that Glassbox ships, as functions that make values. */
export const metrics = {
  sparseCategoricalAccuracy,
  categoricalAccuracy,
  binaryAccuracy,
  topKAccuracy,
  topKCategoricalAccuracy,
  sparseTopKCategoricalAccuracy,
  precision,
  recall,
  specificity,
  f1,
  fBeta,
  truePositives,
  trueNegatives,
  falsePositives,
  falseNegatives,
  matthewsCorrelation,
  cohenKappa,
  balancedAccuracy,
  auc,
  sensitivityAtSpecificity,
  specificityAtSensitivity,
  precisionAtRecall,
  recallAtPrecision,
  meanIoU,
  binaryIoU,
  oneHotIoU,
  meanAbsoluteError: meanAbsoluteErrorMetric,
  meanSquaredError: meanSquaredErrorMetric,
  rootMeanSquaredError,
  meanAbsolutePercentageError: meanAbsolutePercentageErrorMetric,
  meanSquaredLogarithmicError: meanSquaredLogarithmicErrorMetric,
  logCosh: logCoshErrorMetric,
  poisson: poissonMetric,
  cosineSimilarity: cosineSimilarityMetric,
  r2Score,
  binaryCrossentropy: binaryCrossentropyMetric,
  categoricalCrossentropy: categoricalCrossentropyMetric,
  sparseCategoricalCrossentropy: sparseCategoricalCrossentropyMetric,
  klDivergence: klDivergenceMetric,
  brierScore,
  expectedCalibrationError,
  hinge: hingeMetric,
  squaredHinge: squaredHingeMetric,
  categoricalHinge: categoricalHingeMetric,
} as const;

/** `'accuracy'` picks the accuracy that fits the loss and the output. */
export type MetricName = 'accuracy' | keyof typeof metrics;

const registry = new Registry<() => Metric>('metric', {
  accuracy: () => sparseCategoricalAccuracy('accuracy'),
  ...metrics,
});

function accuracyFor(loss: Loss, outputSize: number): Metric {
  if (loss.targetKind === 'classIndex') return sparseCategoricalAccuracy('accuracy');
  return loss.logits?.activation === 'sigmoid' || outputSize === 1
    ? binaryAccuracy({}, 'accuracy')
    : categoricalAccuracy('accuracy');
}

/** The metric that a name or a value means, for a network with this loss and number of outputs. */
export function resolveMetric(metric: MetricName | Metric, loss: Loss, outputSize: number): Metric {
  if (typeof metric !== 'string') return metric;
  return metric === 'accuracy' ? accuracyFor(loss, outputSize) : registry.get(metric)();
}
