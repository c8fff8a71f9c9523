/** Whether smaller or larger values of a measure are better. */
export type Direction = 'min' | 'max';

const smallerIsBetter = [
  'loss',
  'binaryCrossentropy',
  'categoricalCrossentropy',
  'sparseCategoricalCrossentropy',
  'meanSquaredError',
  'rootMeanSquaredError',
  'meanAbsoluteError',
  'meanAbsolutePercentageError',
  'meanSquaredLogarithmicError',
  'mse',
  'rmse',
  'mae',
  'mape',
  'msle',
  'huber',
  'logCosh',
  'hinge',
  'squaredHinge',
  'categoricalHinge',
  'klDivergence',
  'poisson',
  'brierScore',
  'expectedCalibrationError',
  'falsePositives',
  'falseNegatives',
];

const largerIsBetter = [
  'accuracy',
  'binaryAccuracy',
  'categoricalAccuracy',
  'sparseCategoricalAccuracy',
  'topKAccuracy',
  'topKCategoricalAccuracy',
  'sparseTopKCategoricalAccuracy',
  'balancedAccuracy',
  'auc',
  'rocAuc',
  'prAuc',
  'precision',
  'recall',
  'sensitivity',
  'specificity',
  'sensitivityAtSpecificity',
  'specificityAtSensitivity',
  'precisionAtRecall',
  'recallAtPrecision',
  'f1',
  'fBeta',
  'f1Score',
  'fBetaScore',
  'r2',
  'r2Score',
  'cosineSimilarity',
  'meanIoU',
  'binaryIoU',
  'oneHotIoU',
  'matthewsCorrelation',
  'cohenKappa',
  'truePositives',
  'trueNegatives',
];

/** Every measure whose direction is known, by its name on training data. */
export const metricDirections: Readonly<Record<string, Direction>> = Object.freeze({
  ...Object.fromEntries(smallerIsBetter.map((name) => [name, 'min' as const])),
  ...Object.fromEntries(largerIsBetter.map((name) => [name, 'max' as const])),
});

/** The direction of a measure, on training data (`accuracy`) or validation data (`valAccuracy`); undefined where it is not known. */
export function metricDirection(name: string): Direction | undefined {
  const stripped = /^val[A-Z]/.test(name) ? name.charAt(3).toLowerCase() + name.slice(4) : name;
  return Object.hasOwn(metricDirections, stripped) ? metricDirections[stripped] : undefined;
}
