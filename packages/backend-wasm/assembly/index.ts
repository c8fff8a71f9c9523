export { matMul, matMulScratchBytes } from './gemm';
export { matMulSparse, matMulSparseScratchBytes } from './sparse-gemm';
