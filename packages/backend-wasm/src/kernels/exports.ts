/** The functions of the compiled kernels. Addresses, strides and sizes in bytes, counts in elements; see ../../assembly. */
export interface KernelExports {
  clip(x: number, y: number, n: number, low: number, high: number): void;
  minimum(a: number, aStep: number, b: number, bStep: number, y: number, n: number): void;
  maximum(a: number, aStep: number, b: number, bStep: number, y: number, n: number): void;
  activationForward(kind: number, parameter: number, x: number, y: number, n: number): void;
  activationGradient(kind: number, parameter: number, dy: number, x: number, y: number, dx: number, n: number): void;
  softmax(x: number, y: number, rows: number, columns: number): void;
  softmaxGradient(dy: number, y: number, dx: number, rows: number, columns: number): void;
  reluGradient(dy: number, y: number, dx: number, n: number): void;
  dropout(x: number, y: number, n: number, limit: number, scale: number, key0: number, key1: number): void;

  matMulScratchBytes(): number;
  matMul(...operands: ProductOperands): void;
  matMulSparseScratchBytes(m: number, k: number): number;
  matMulSparse(...operands: ProductOperands): void;

  columnSums(x: number, sums: number, rows: number, columns: number): void;
  bytesToFloat(bytes: number, values: number, n: number, scale: number): void;
  scatterAddRows(rows: number, indices: number, out: number, length: number, width: number, count: number): void;
  sparseSoftmaxCrossEntropy(
    logits: number,
    labels: number,
    losses: number,
    probabilities: number,
    rows: number,
    columns: number,
  ): void;
  sparseSoftmaxCrossEntropyGradient(
    probabilities: number,
    labels: number,
    dLosses: number,
    dLogits: number,
    rows: number,
    columns: number,
  ): void;

  // Places, then rows and columns.
  softmaxCrossEntropy(...placesAndSizes: number[]): void;
  softmaxCrossEntropyGradient(...placesAndSizes: number[]): void;
  sigmoidCrossEntropy(...placesAndSizes: number[]): void;
  sigmoidCrossEntropyGradient(...placesAndSizes: number[]): void;

  // Places, then rows and columns (or channels), then epsilon; see ../../assembly.
  layerNormalize(...placesAndSizes: number[]): void;
  layerNormalizeGradient(...placesAndSizes: number[]): void;
  batchMoments(x: number, means: number, variances: number, rows: number, channels: number): void;
  batchNormalize(...placesAndSizes: number[]): void;
  batchNormalizeGradient(...placesAndSizes: number[]): void;

  // Places of the parameter, its gradient and its slots, then their size, then numbers; see ../../assembly/optimizers.ts.
  sgd(...placesAndNumbers: number[]): void;
  sgdMomentum(...placesAndNumbers: number[]): void;
  rmsprop(...placesAndNumbers: number[]): void;
  adagrad(...placesAndNumbers: number[]): void;
  adadelta(...placesAndNumbers: number[]): void;
  adam(...placesAndNumbers: number[]): void;
  adamax(...placesAndNumbers: number[]): void;
  nadam(...placesAndNumbers: number[]): void;
  lion(...placesAndNumbers: number[]): void;

  // Places, then batch, steps and units, then whether backwards; see the comments in ../../assembly.
  lstmScratchBytes(batch: number, units: number): number;
  lstmForward(...placesAndSizes: number[]): void;
  lstmGradient(...placesAndSizes: number[]): void;
  gruScratchBytes(batch: number, units: number): number;
  gruForward(...placesAndSizes: number[]): void;
  gruGradient(...placesAndSizes: number[]): void;
  simpleRnnScratchBytes(units: number): number;
  simpleRnnForward(...placesAndSizes: number[]): void;
  simpleRnnGradient(...placesAndSizes: number[]): void;

  // Places, then the windows: sizes of input and output, filters, kernel, strides, dilations, zeros at the top and on the left.
  conv2dForwardScratchBytes(...windows: number[]): number;
  conv2dForward(...placesAndWindows: number[]): void;
  conv2dInputGradientScratchBytes(...windows: number[]): number;
  conv2dInputGradient(...placesAndWindows: number[]): void;
  conv2dFilterGradientScratchBytes(...windows: number[]): number;
  conv2dFilterGradient(...placesAndWindows: number[]): void;
  depthwiseScratchBytes(height: number, width: number, channels: number, multiplier: number): number;
  depthwiseForward(...placesAndWindows: number[]): void;
  depthwiseInputGradient(...placesAndWindows: number[]): void;
  depthwiseFilterGradient(...placesAndWindows: number[]): void;
  maxPool2dForward(...placesAndWindows: number[]): void;
  maxPool2dGradient(...placesAndWindows: number[]): void;
  averagePool2dForward(...placesAndWindows: number[]): void;
  averagePool2dGradient(...placesAndWindows: number[]): void;
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
