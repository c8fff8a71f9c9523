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
export { type EluOptions, elu } from './functions/elu.js';
export { type GeluOptions, gelu } from './functions/gelu.js';
export { hardSigmoid } from './functions/hard-sigmoid.js';
export { type LeakyReluOptions, leakyRelu } from './functions/leaky-relu.js';
export { linear } from './functions/linear.js';
export { mish } from './functions/mish.js';
export { type PreluOptions, prelu, preluWithSlopes } from './functions/prelu.js';
export { relu } from './functions/relu.js';
export { selu } from './functions/selu.js';
export { sigmoid } from './functions/sigmoid.js';
export { softmax } from './functions/softmax.js';
export { softplus } from './functions/softplus.js';
export { softsign } from './functions/softsign.js';
export { swish } from './functions/swish.js';
export { tanh } from './functions/tanh.js';
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
