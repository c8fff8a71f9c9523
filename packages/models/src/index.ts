export { type BackupCallback, type BackupOptions, backupAndRestore } from './callbacks/backup-and-restore.js';
export { type Checkpoint, type CheckpointOptions, checkpoint } from './callbacks/checkpoint.js';
export { type CsvLoggerOptions, csvLogger, type LineSink } from './callbacks/csv-logger.js';
export { learningRateScheduler } from './callbacks/learning-rate-scheduler.js';
export type { MonitorOptions } from './callbacks/monitor.js';
export { type PlateauOptions, reduceLearningRateOnPlateau } from './callbacks/reduce-learning-rate-on-plateau.js';
export { terminateOnNaN } from './callbacks/terminate-on-nan.js';
export { identity } from './initializers/identity.js';
export type { Initializer, InitializerName } from './initializers/initializer.js';
export {
  constant,
  glorotNormal,
  glorotUniform,
  heNormal,
  heUniform,
  lecunNormal,
  lecunUniform,
  ones,
  orthogonal,
  randomNormal,
  randomUniform,
  zeros,
} from './initializers/initializer.js';
export { truncatedNormal } from './initializers/random-values.js';
export { type VarianceScalingOptions, varianceScaling } from './initializers/variance-scaling.js';
export { adaptNormalization, type FeatureMoments, type NormalizationAxis } from './layers/image/normalization.js';
export { layers } from './layers/index.js';
export type { BuiltLayer, CallContext, Layer, LayerOptions, Shape, WeightSpec } from './layers/layer.js';
export type { WeightOptions } from './layers/weight-options.js';
export type { CircleOptions } from './losses/circle.js';
export type { CrossEntropyOptions } from './losses/class-targets.js';
export type { SparseCrossEntropyOptions } from './losses/cross-entropies.js';
export type { GeneralizedCrossEntropyOptions } from './losses/distributions.js';
export type { BinaryFocalOptions, CategoricalFocalOptions } from './losses/focal.js';
export { type LossFunction, type LossName, losses } from './losses/index.js';
export type { Loss, TargetKind } from './losses/loss.js';
export type { OverlapOptions, TverskyOptions } from './losses/overlaps.js';
export type { ThresholdOptions, TopKOptions } from './metrics/accuracies.js';
export type { BalancedAccuracyOptions, CohenKappaOptions } from './metrics/agreement.js';
export type { AucOptions } from './metrics/auc.js';
export {
  type ConfusionMatrix,
  type ConfusionOptions,
  metricOfConfusion,
} from './metrics/confusion-matrix.js';
export type { CountOptions, DetectionOptions, FBetaOptions } from './metrics/detection.js';
export type { R2Options } from './metrics/errors.js';
export { type MetricName, metrics } from './metrics/index.js';
export {
  type Metric,
  type MetricAccumulator,
  type MetricBatch,
  meanMetric,
  metricOfSums,
  type SumsOptions,
} from './metrics/metric.js';
export type { IoUOptions } from './metrics/overlap.js';
export type { CalibrationOptions } from './metrics/probabilities.js';
export type { CurveOptions } from './metrics/threshold-curve.js';
export type { ArrayData, ModelData } from './model/array-data.js';
export { type ForwardOptions, Network, type NetworkWeight, type PlacedLayer } from './model/network.js';
export {
  type CnnOptions,
  cnn,
  type MlpOptions,
  mlp,
  type PresetOptions,
  type RnnOptions,
  rnn,
} from './model/presets.js';
export {
  type SaveOptions,
  Sequential,
  type SequentialFitOptions,
  type SequentialOptions,
  sequential,
} from './model/sequential.js';
export type { Summary, SummaryRow } from './model/summary.js';
export { type OptimizerName, optimizers } from './optimizers/index.js';
export type {
  AveragedWeights,
  CommonOptions,
  Optimizer,
  Slot,
  UpdateContext,
  UpdateResult,
} from './optimizers/optimizer.js';
export type { ModelArtifacts, WeightEntry } from './saving/artifacts.js';
export { loadModel } from './saving/load-model.js';
export type { ModelPlace, ModelStorage } from './saving/storage.js';
export { schedules } from './schedules/index.js';
export type { Schedule } from './schedules/schedule.js';
export type { InferenceOptions } from './training/evaluate.js';
export type { FitOptions } from './training/fit-options.js';
export type { CompileOptions } from './training/job.js';
export type { LearningRateCurve, LearningRateRange } from './training/learning-rate-finder.js';
export type { Prediction } from './training/predict.js';
