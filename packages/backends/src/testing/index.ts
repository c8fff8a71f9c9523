export { backendConformance, reportConformance, type TestApi } from './backend-conformance.js';
export type {
  ConformanceCase,
  ConformanceGroup,
  ConformanceReport,
  ConformanceRow,
  ConformanceSubject,
} from './conformance-case.js';
export { conformanceCases } from './conformance-cases.js';
export { countRows, formatConformance } from './conformance-table.js';
export { type ConformanceOptions, runConformance, skippedReport } from './run-conformance.js';
