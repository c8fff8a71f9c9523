export { type BackupCallback, type BackupOptions, backupAndRestore } from './callbacks/backup-and-restore.js';
export { type Checkpoint, type CheckpointOptions, checkpoint } from './callbacks/checkpoint.js';
export { type CsvLoggerOptions, csvLogger, type LineSink } from './callbacks/csv-logger.js';
export { learningRateScheduler } from './callbacks/learning-rate-scheduler.js';
export type { MonitorOptions } from './callbacks/monitor.js';
export { type PlateauOptions, reduceLearningRateOnPlateau } from './callbacks/reduce-learning-rate-on-plateau.js';
export { terminateOnNaN } from './callbacks/terminate-on-nan.js';
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
export { layers } from './layers/index.js';
export type { BuiltLayer, CallContext, Layer, LayerOptions, Shape, WeightSpec } from './layers/layer.js';
export type { WeightOptions } from './layers/weight-options.js';
export { type LossFunction, type LossName, losses } from './losses/index.js';
export type { Loss, TargetKind } from './losses/loss.js';
export { type MetricName, metrics } from './metrics/index.js';
export { type Metric, type MetricAccumulator, type MetricBatch, metricOfSums } from './metrics/metric.js';
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
export type { Prediction } from './training/predict.js';
