export { installChainedOps } from './chained-ops.js';
export { cpu } from './cpu.js';
export { type BackendRow, describeBackends, formatBackends } from './describe-backends.js';
export { hostCpu, hostMemory } from './host-device.js';
export { importOptional, isNode } from './import-optional.js';
export type { ActiveBackend, BackendAvailable, BackendPlugin, BackendProbe, BackendUnavailable } from './plugin.js';
export { activeBackend, type BackendInUse } from './state.js';
export { type BackendFailure, type CurrentBackend, currentBackend, useBackend } from './use-backend.js';
