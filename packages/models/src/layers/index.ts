import { activation, elu, leakyRelu, prelu, relu, softmax } from './activation.js';
import { activityRegularization } from './activity-regularization.js';
import { batchNormalization } from './batch-normalization.js';
import { conv2d } from './conv2d.js';
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
import { embedding } from './embedding.js';
import { centerCrop, randomCrop } from './image/crop.js';
import { randomFlip, randomRotation, randomTranslation, randomZoom } from './image/geometric.js';
import { randomBrightness, randomContrast, randomGrayscale, randomInvert, solarization } from './image/intensity.js';
import { normalization } from './image/normalization.js';
import { randomErasing } from './image/random-erasing.js';
import { rescaling } from './image/rescaling.js';
import { resizing } from './image/resizing.js';
import { input } from './input.js';
import { averagePooling2d, globalAveragePooling2d, maxPooling2d } from './pooling2d.js';
import { gru } from './recurrent/gru.js';
import { lstm } from './recurrent/lstm.js';
import { simpleRnn } from './recurrent/simple-rnn.js';
import { flatten, reshape } from './reshaping.js';

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
} as const;
