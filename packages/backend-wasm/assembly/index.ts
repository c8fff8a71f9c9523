export { clip, maximum, minimum, reluGradient } from './elementwise';
export { matMul, matMulScratchBytes } from './gemm';
export { matMulSparse, matMulSparseScratchBytes } from './sparse-gemm';
