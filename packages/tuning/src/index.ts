export { type BullMqOptions, bullmq } from './executors/bullmq.js';
export type { QueuePlace } from './executors/bullmq-client.js';
export { type BullMqWorker, type BullMqWorkerOptions, bullmqWorker } from './executors/bullmq-worker.js';
export type { Executor, Objective, TrialSource } from './executors/executor.js';
export { inProcess } from './executors/in-process.js';

export type { TimeoutOptions } from './executors/pool.js';
export { threads } from './executors/threads.js';
export { webWorkers } from './executors/web-workers.js';
export type { WorkedTrial } from './executors/worked-trial.js';
export { type WorkerOptions, workers } from './executors/workers.js';
export { type FanovaOptions, fanova } from './importances/fanova/fanova.js';
export { type PedAnovaOptions, pedAnova } from './importances/ped-anova.js';

export { dominationRanks, type Point, paretoFront } from './multi-objective/dominance.js';
export { hypervolume } from './multi-objective/hypervolume.js';
export { type HyperbandOptions, hyperband } from './pruners/hyperband.js';
export { type PatientOptions, patient } from './pruners/patient.js';
export { median, type PercentileOptions, percentile } from './pruners/percentile.js';
export { nop, type Pruner } from './pruners/pruner.js';
export type { StepOptions } from './pruners/steps.js';
export { asha, type SuccessiveHalvingOptions } from './pruners/successive-halving.js';
export { type ThresholdOptions, threshold } from './pruners/threshold.js';
export { type WilcoxonOptions, wilcoxon } from './pruners/wilcoxon.js';
export { type CmaEsOptions, cmaEs } from './samplers/cma-es/cma-es.js';
export type { SeedOptions } from './samplers/draws.js';
export { type BayesianOptions, bayesian } from './samplers/gp/bayesian.js';
export { type RegretBoundOptions, regretBound, regretBoundOf } from './samplers/gp/regret-bound.js';
export { type GridOptions, type GridSpace, grid } from './samplers/grid.js';
export { type Nsga2Options, nsga2 } from './samplers/nsga2/nsga2.js';
export { type QuasiRandomOptions, quasiRandom } from './samplers/quasi-random.js';
export { randomSampler } from './samplers/random.js';
export type { RelativeSample, Sampler } from './samplers/sampler.js';
export { type TpeOptions, tpe } from './samplers/tpe/tpe.js';
export type {
  CategoricalDistribution,
  Distribution,
  FloatDistribution,
  IntDistribution,
  ParamValue,
  RangeOptions,
  Space,
} from './space/distribution.js';
export {
  categoricalDistribution,
  contains,
  floatDistribution,
  intDistribution,
  isSingle,
  sameDistribution,
  toExternal,
  toInternal,
} from './space/distribution.js';
export { type InputConstraint, type ParamsOf, type SearchSpace, searchSpace } from './space/search-space.js';
export { valuesOf } from './space/values.js';
export { type CopyStudyOptions, copyStudy } from './storages/copy-study.js';
export { indexedDb } from './storages/indexed-db/indexed-db.js';
export { type Journal, journal } from './storages/journal/journal.js';
export { exportJournal, type Imported, importJournal } from './storages/journal/journal-text.js';
export { memory } from './storages/memory.js';
export type { Entry, Operation, TrialTemplate } from './storages/operation.js';
export { type PostgresOptions, postgres } from './storages/postgres/postgres.js';
export type { DamagedRecord, RecordStorage } from './storages/records/damaged.js';
export type { RedisConnection } from './storages/redis/connection.js';
export { type RedisJournalOptions, redisJournal } from './storages/redis/redis-journal.js';
export { exportSqlite, importSqlite } from './storages/sqlite/export-import.js';
export type { DamagedRow } from './storages/sqlite/read.js';
export { sqlite } from './storages/sqlite/sqlite.js';
export type { LogSlice, Storage } from './storages/storage.js';
export type { Ending } from './study/ending.js';
export { allStudies, type LoadStudyOptions, loadStudy, type StudySnapshot } from './study/load-study.js';
export { optunaStates } from './study/optuna-states.js';
export type { StopRule, StopRules } from './study/stop-rules.js';
export { createStudy, type OptimizeOptions, Study, type StudyOptions } from './study/study.js';
export { Trial } from './study/trial.js';
export { TrialPruned } from './study/trial-pruned.js';
export type { Direction, Json, StudyView, TrialRecord, TrialState } from './study/trial-record.js';
