export type {
  Activation,
  ActivationConfig,
  ActivationFacts,
  ArrayFunction,
  ElementwiseActivation,
  InitializerHint,
  Interval,
  VectorActivation,
} from './activation.js';
export { activationFromConfig } from './activation-from-config.js';
export type { ActivationName } from './builtins.js';
export { type ActivationDefinition, defineActivation, type TensorForm } from './define-activation.js';
export { type CeluOptions, celu } from './functions/celu.js';
export { type EluOptions, elu } from './functions/elu.js';
export { exponential } from './functions/exponential.js';
export { type GeluOptions, gelu } from './functions/gelu.js';
export { glu } from './functions/glu.js';
export { hardShrink } from './functions/hard-shrink.js';
export { hardSigmoid } from './functions/hard-sigmoid.js';
export { hardSwish } from './functions/hard-swish.js';
export { hardTanh } from './functions/hard-tanh.js';
export { type LeakyReluOptions, leakyRelu } from './functions/leaky-relu.js';
export { linear } from './functions/linear.js';
export { logSigmoid } from './functions/log-sigmoid.js';
export { logSoftmax } from './functions/log-softmax.js';
export { mish } from './functions/mish.js';
export { type PreluOptions, prelu, preluWithSlopes } from './functions/prelu.js';
export { type ReluOptions, relu } from './functions/relu.js';
export { relu6 } from './functions/relu6.js';
export { selu } from './functions/selu.js';
export type { ShrinkOptions } from './functions/shrink-options.js';
export { sigmoid } from './functions/sigmoid.js';
export { softShrink } from './functions/soft-shrink.js';
export { softmax } from './functions/softmax.js';
export { softplus } from './functions/softplus.js';
export { softsign } from './functions/softsign.js';
export { sparsePlus } from './functions/sparse-plus.js';
export { sparseSigmoid } from './functions/sparse-sigmoid.js';
export { sparsemax } from './functions/sparsemax.js';
export { type SquareplusOptions, squareplus } from './functions/squareplus.js';
export { swish } from './functions/swish.js';
export { tanh } from './functions/tanh.js';
export { tanhShrink } from './functions/tanh-shrink.js';
export { type ThresholdOptions, threshold } from './functions/threshold.js';
export { interval } from './interval.js';
export {
  type Alternative,
  type Architecture,
  type Question,
  type Recommendation,
  recommendActivation,
  type Task,
} from './recommend-activation.js';
export { activationNames, registerActivation } from './registered.js';
export { type ActivationLike, resolveActivation } from './resolve-activation.js';
