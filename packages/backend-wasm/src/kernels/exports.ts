/** The functions of the compiled kernels. Addresses, strides and sizes in bytes, counts in elements; see ../../assembly. */
export interface KernelExports {
  clip(x: number, y: number, n: number, low: number, high: number): void;
  minimum(a: number, aStep: number, b: number, bStep: number, y: number, n: number): void;
  maximum(a: number, aStep: number, b: number, bStep: number, y: number, n: number): void;
  reluGradient(dy: number, y: number, dx: number, n: number): void;
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
