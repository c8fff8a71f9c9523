export { type ConformanceCase, type ConformanceRow, runCases, type TestApi } from './conformance.js';
export { type ExecutorSubject, executorCases, executorConformance } from './executors.js';
export { type PrunerSubject, prunerCases, prunerConformance } from './pruners.js';
export { type SamplerSubject, samplerCases, samplerConformance } from './samplers.js';
export { type StorageSubject, storageCases, storageConformance } from './storages.js';
