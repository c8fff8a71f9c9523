export { counting, kernelCalls } from './counting.js';
