export type { PowerPreference } from './find-gpu.js';
export { type WebgpuOptions, webgpu } from './webgpu.js';
