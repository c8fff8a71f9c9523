/** The functions of the compiled kernels. Addresses, strides and sizes in bytes, counts in elements; see ../../assembly. */
export interface KernelExports {
  matMulScratchBytes(): number;
  matMul(...operands: ProductOperands): void;
  matMulSparseScratchBytes(m: number, k: number): number;
  matMulSparse(...operands: ProductOperands): void;
}

export type ProductOperands = [
  a: number,
  aRow: number,
  aDepth: number,
  b: number,
  bDepth: number,
  bColumn: number,
  bias: number,
  c: number,
  m: number,
  n: number,
  k: number,
  relu: number,
  scratch: number,
];
