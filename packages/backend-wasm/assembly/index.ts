export * from './activations';
export * from './batch-normalize';
export {
  conv2dFilterGradient, conv2dFilterGradientScratchBytes, conv3dFilterGradient, conv3dFilterGradientScratchBytes,
} from './conv-filter-gradient';
export { conv2dForward, conv2dForwardScratchBytes, conv3dForward, conv3dForwardScratchBytes } from './conv-forward';
export {
  conv2dInputGradient, conv2dInputGradientScratchBytes, conv3dInputGradient, conv3dInputGradientScratchBytes,
} from './conv-input-gradient';
export { depthwiseFilterGradient, depthwiseForward, depthwiseInputGradient, depthwiseScratchBytes } from './depthwise';
export * from './elementary';
export { clip, maximum, minimum, reluGradient } from './elementwise';
export { matMul, matMulScratchBytes } from './gemm';
export * from './gru';
export * from './layer-normalize';
export * from './lstm';
export * from './optimizers';
export {
  averagePool2dForward, averagePool2dGradient, averagePool3dForward, averagePool3dGradient,
  maxPool2dForward, maxPool2dGradient, maxPool3dForward, maxPool3dGradient,
} from './pooling';
export * from './random';
export * from './rows';
export * from './simple-rnn';
export * from './softmax';
export { matMulSparse, matMulSparseScratchBytes } from './sparse-gemm';
