export { type ActiveKernels, activeKernels } from './active-kernels.js';
export { type BatchMoments, batchMoments, batchNormalize } from './batch-normalize.js';
export { clip } from './clip.js';
export { type Conv1dOptions, conv1d } from './conv1d.js';
export { type Conv1dTransposeOptions, conv1dTranspose } from './conv1d-transpose.js';
export { type Conv2dOptions, conv2d } from './conv2d.js';

export { conv2dTranspose } from './conv2d-transpose.js';
export { type Conv3dOptions, conv3d } from './conv3d.js';
export { sigmoidCrossEntropy, softmaxCrossEntropy, sparseSoftmaxCrossEntropy } from './cross-entropy.js';
export { columnSums, type DenseOptions, dense, reluGradient } from './dense.js';
export { type DepthwiseConv1dOptions, depthwiseConv1d } from './depthwise-conv1d.js';
export { depthwiseConv2d } from './depthwise-conv2d.js';

export {
  asConstant,
  type Differentiable,
  differentiable,
  type Gradient,
  gradientsOf,
  isConstant,
  type ValueAndGradients,
} from './differentiable.js';
export { dropout, fillDropoutMask, requireRate } from './dropout.js';
export { einsum } from './einsum.js';
export { embeddingLookup } from './embedding-lookup.js';
export { globalAveragePool, globalMaxPool } from './global-pool.js';
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
export type {
  ActivationPass,
  BackendKernels,
  BatchGradients,
  ChannelMoments,
  FusedKernels,
  NormalizedRows,
  RecurrentCell,
  RecurrentGradients,
  RecurrentPass,
  SoftmaxLosses,
  TrainingKernels,
  WindowGeometry,
} from './kernels.js';
export { matMul } from './mat-mul.js';
export { normalizeRows } from './normalize-rows.js';
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
export { averagePool1d, maxPool1d, type Pool1dOptions } from './pool1d.js';
export { averagePool2d, globalAveragePool2d, maxPool2d, type PoolOptions } from './pool2d.js';
export { averagePool3d, maxPool3d, type Pool3dOptions } from './pool3d.js';
export { hasRecurrentSequence, type RecurrentSequence, recurrentSequence } from './recurrent-sequence.js';
export { repeatElements } from './repeat-elements.js';
export { reshapeView } from './reshape-view.js';
export { sampleImage } from './sample-image.js';
export { separableConv1d, separableConv2d } from './separable-conv.js';
export { type TransposedOptions, transposedGeometry } from './transposed-geometry.js';
export { upsampleBilinear } from './upsample-bilinear.js';
export {
  axisGeometry,
  type Padding,
  pair,
  type Triple,
  triple,
  type WindowOptions,
  windowGeometry,
} from './window-geometry.js';
