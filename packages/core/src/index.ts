export { throwIfAborted, yieldToEventLoop } from './abort.js';
export type { Callback, NamedWeight, TrainingControl, WeightSnapshot } from './callback.js';
export { GlassboxError, isGlassboxError, requireArgument } from './errors.js';
export type { History } from './history.js';
export { type NdArray, type NumericArray, ndArray, sameShape, sizeOf } from './nd-array.js';
export { nearestName } from './nearest-name.js';
export { type ProgressBarOptions, progressBar, type TerminalStream } from './progress-bar.js';
export { formatDuration, formatMetric, type ProgressState, progressLine } from './progress-line.js';
export { naturalLog } from './random/natural-log.js';
export { type Random, random, type StreamLabel } from './random/random.js';
export { threefry2x32 } from './random/threefry.js';
export { Registry, unknownName } from './registry.js';
export {
  type Batch,
  type ByteInputs,
  type IndexedData,
  isIndexedData,
  type StreamedData,
  type TrainingData,
} from './training-data.js';
export type { BatchEnd, EpochBegin, EpochEnd, Logs, TrainBegin, TrainEnd, TrainingEvent } from './training-events.js';
