export { activeKernels } from './active-kernels.js';
export { type BatchMoments, batchMoments, batchNormalize } from './batch-normalize.js';
export { clip } from './clip.js';
export { conv2d } from './conv2d.js';
export { sigmoidCrossEntropy, softmaxCrossEntropy } from './cross-entropy.js';
export { dense } from './dense.js';
export { asConstant, type Differentiable, differentiable, type Gradient, isConstant } from './differentiable.js';
export { dropout, fillDropoutMask, requireRate } from './dropout.js';
export { embeddingLookup } from './embedding-lookup.js';
export {
  type AffineTransform,
  affineTaps,
  type FillMode,
  type ImageBatch,
  type ImageTap,
  type ImageTaps,
  type Interpolation,
  imageTaps,
  type PlaceFunction,
  type SamplingOptions,
} from './image-taps.js';
export { compositeKernels } from './kernels/composite.js';
export { stockKernels } from './kernels/stock.js';
export type { TrainingKernels, WindowGeometry } from './kernels.js';
export { matMul } from './mat-mul.js';
export { averagePool2d, globalAveragePool2d, maxPool2d, type PoolOptions } from './pool2d.js';
export { sampleImage } from './sample-image.js';
export { type Padding, pair, type WindowOptions, windowGeometry } from './window-geometry.js';
