import { activation, elu, leakyRelu, prelu, relu, softmax } from './activation.js';
import { activityRegularization } from './activity-regularization.js';
import { additiveAttention, attention } from './attention/attention.js';
import { multiHeadAttention } from './attention/multi-head-attention.js';
import { batchNormalization } from './batch-normalization.js';
import { conv2d } from './conv2d.js';
import { conv1dTranspose, conv2dTranspose } from './convolution/conv-transpose.js';
import { conv1d } from './convolution/conv1d.js';
import { conv3d } from './convolution/conv3d.js';
import { depthwiseConv1d, depthwiseConv2d } from './convolution/depthwise-conv.js';
import { separableConv1d, separableConv2d } from './convolution/separable-conv.js';
import { cropping1d, cropping2d, cropping3d } from './cropping.js';
import { dense } from './dense.js';
import {
  alphaDropout,
  dropout,
  gaussianDropout,
  gaussianNoise,
  spatialDropout1d,
  spatialDropout2d,
  spatialDropout3d,
} from './dropout.js';
import { einsumDense } from './einsum-dense.js';
import { embedding } from './embedding.js';
import {
  globalAveragePooling1d,
  globalAveragePooling2d,
  globalAveragePooling3d,
  globalMaxPooling1d,
  globalMaxPooling2d,
  globalMaxPooling3d,
} from './global-pooling.js';
import { centerCrop, randomCrop } from './image/crop.js';
import { randomFlip, randomRotation, randomTranslation, randomZoom } from './image/geometric.js';
import { randomBrightness, randomContrast, randomGrayscale, randomInvert, solarization } from './image/intensity.js';
import { normalization } from './image/normalization.js';
import { randomErasing } from './image/random-erasing.js';
import { rescaling } from './image/rescaling.js';
import { resizing } from './image/resizing.js';
import { input } from './input.js';
import { groupNormalization } from './normalization/group-normalization.js';
import { layerNormalization, rmsNormalization } from './normalization/layer-normalization.js';
import { unitNormalization } from './normalization/unit-normalization.js';
import { permute, repeatVector } from './permuting.js';
import { averagePooling1d, averagePooling3d, maxPooling1d, maxPooling3d } from './pooling-any-rank.js';
import { averagePooling2d, maxPooling2d } from './pooling2d.js';
import { gru } from './recurrent/gru.js';
import { lstm } from './recurrent/lstm.js';
import { simpleRnn } from './recurrent/simple-rnn.js';
import { flatten, reshape } from './reshaping.js';
import { upSampling1d, upSampling2d, upSampling3d } from './up-sampling.js';
import { bidirectional } from './wrappers/bidirectional.js';
import { timeDistributed } from './wrappers/time-distributed.js';
import { zeroPadding1d, zeroPadding2d, zeroPadding3d } from './zero-padding.js';

/** Every layer that Glassbox ships, as functions that make values. */
export const layers = {
  input,
  flatten,
  reshape,
  dense,
  activation,
  prelu,
  dropout,
  spatialDropout1d,
  spatialDropout2d,
  gaussianDropout,
  gaussianNoise,
  batchNormalization,
  conv2d,
  maxPooling2d,
  averagePooling2d,
  globalAveragePooling2d,
  embedding,
  simpleRnn,
  lstm,
  gru,
  conv1d,
  conv3d,
  conv1dTranspose,
  conv2dTranspose,
  depthwiseConv1d,
  depthwiseConv2d,
  separableConv1d,
  separableConv2d,
  maxPooling1d,
  maxPooling3d,
  averagePooling1d,
  averagePooling3d,
  globalMaxPooling1d,
  globalMaxPooling2d,
  globalMaxPooling3d,
  globalAveragePooling1d,
  globalAveragePooling3d,
  zeroPadding1d,
  zeroPadding2d,
  zeroPadding3d,
  cropping1d,
  cropping2d,
  cropping3d,
  upSampling1d,
  upSampling2d,
  upSampling3d,
  permute,
  repeatVector,
  relu,
  leakyRelu,
  elu,
  softmax,
  activityRegularization,
  alphaDropout,
  spatialDropout3d,
  rescaling,
  normalization,
  resizing,
  centerCrop,
  randomCrop,
  randomFlip,
  randomRotation,
  randomZoom,
  randomTranslation,
  randomContrast,
  randomBrightness,
  randomErasing,
  randomGrayscale,
  randomInvert,
  solarization,
  layerNormalization,
  rmsNormalization,
  groupNormalization,
  unitNormalization,
  einsumDense,
  multiHeadAttention,
  attention,
  additiveAttention,
  bidirectional,
  timeDistributed,
} as const;
