export { activeKernels } from './active-kernels.js';
export { type BatchMoments, batchMoments, batchNormalize } from './batch-normalize.js';
export { conv2d } from './conv2d.js';
export { sigmoidCrossEntropy, softmaxCrossEntropy } from './cross-entropy.js';
export { dense } from './dense.js';
export { asConstant, type Differentiable, differentiable, type Gradient, isConstant } from './differentiable.js';
export { dropout, fillDropoutMask, requireRate } from './dropout.js';
export { embeddingLookup } from './embedding-lookup.js';
export { compositeKernels } from './kernels/composite.js';
export { stockKernels } from './kernels/stock.js';
export type { TrainingKernels, WindowGeometry } from './kernels.js';
export { matMul } from './mat-mul.js';
export {
  type AdadeltaRule,
  type AdagradRule,
  type AdamaxRule,
  type AdamRule,
  adamaxRate,
  adamRate,
  decayShare,
  type LionRule,
  type NadamFactors,
  type NadamRule,
  nadamFactors,
  type OptimizerRule,
  type RmspropRule,
  type SgdRule,
} from './optimizer-rule.js';
export { averagePool2d, globalAveragePool2d, maxPool2d, type PoolOptions } from './pool2d.js';
export { type Padding, pair, type WindowOptions, windowGeometry } from './window-geometry.js';
