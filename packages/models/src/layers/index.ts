import { activation, prelu } from './activation.js';
import { batchNormalization } from './batch-normalization.js';
import { conv2d } from './conv2d.js';
import { dense } from './dense.js';
import { dropout, gaussianDropout, gaussianNoise, spatialDropout1d, spatialDropout2d } from './dropout.js';
import { embedding } from './embedding.js';
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
} as const;
