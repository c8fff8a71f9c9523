import { GlassboxError } from '@glassbox/core';
import { layers } from '../layers/index.js';
import type { Layer } from '../layers/layer.js';
import { OWN_LAYER } from '../layers/weight-options.js';
import { attentionReaders } from './attention-readers.js';
import { convolutionReaders } from './convolution-readers.js';
import { imageLayerReaders } from './image-layer-readers.js';
import { activationFromKeras } from './keras-values.js';
import { type Config, flag, initializerOf, weightOptions } from './weight-readers.js';

type Pair = readonly [number, number];

const pairOf = (value: unknown, fallback: Pair): Pair =>
  Array.isArray(value) ? [Number(value[0]), Number(value[1])] : typeof value === 'number' ? [value, value] : fallback;
const numberOf = (value: unknown, fallback: number) => (typeof value === 'number' ? value : fallback);
const paddingOf = (value: unknown) => (value === 'same' ? 'same' : 'valid') as 'same' | 'valid';

function recurrentOptions(config: Config) {
  return {
    name: config.name,
    activation: activationFromKeras(config.activation) ?? 'linear',
    recurrentActivation: activationFromKeras(config.recurrent_activation),
    returnSequences: flag(config.return_sequences, false),
    goBackwards: flag(config.go_backwards, false),
    useBias: flag(config.use_bias, true),
    kernelInitializer: initializerOf(config.kernel_initializer),
    recurrentInitializer: initializerOf(config.recurrent_initializer),
  };
}

const poolingOptions = (config: Config) => {
  const poolSize = pairOf(config.pool_size, [2, 2]);
  return { name: config.name, poolSize, strides: pairOf(config.strides, poolSize), padding: paddingOf(config.padding) };
};

/** For each of Keras's class names that Glassbox has a layer for: how its configuration is read. */
export const layerReaders: Readonly<Record<string, (config: Config) => Layer>> = {
  InputLayer: (config) =>
    layers.input(((config.batch_input_shape ?? config.batch_shape) as unknown[]).slice(1).map(Number), config),
  Flatten: (config) => layers.flatten(config),
  Reshape: (config) => layers.reshape((config.target_shape as unknown[]).map(Number), config),
  Dense: (config) => layers.dense(Number(config.units), weightOptions(config)),
  Activation: (config) => layers.activation(activationFromKeras(config.activation) ?? 'linear', config),
  PReLU: (config) =>
    layers.prelu({ name: config.name, ...optional('alphaInitializer', initializerOf(config.alpha_initializer)) }),
  Dropout: (config) => layers.dropout(Number(config.rate), config),
  SpatialDropout1D: (config) => layers.spatialDropout1d(Number(config.rate), config),
  SpatialDropout2D: (config) => layers.spatialDropout2d(Number(config.rate), config),
  SpatialDropout3D: (config) => layers.spatialDropout3d(Number(config.rate), config),
  AlphaDropout: (config) => layers.alphaDropout(Number(config.rate), config),
  ActivityRegularization: (config) =>
    layers.activityRegularization({ name: config.name, l1: numberOf(config.l1, 0), l2: numberOf(config.l2, 0) }),
  ReLU: (config) =>
    layers.relu({
      name: config.name,
      negativeSlope: numberOf(config.negative_slope, 0),
      threshold: numberOf(config.threshold, 0),
      ...optional('maxValue', typeof config.max_value === 'number' ? config.max_value : undefined),
    }),
  LeakyReLU: (config) =>
    layers.leakyRelu({ name: config.name, negativeSlope: numberOf(config.negative_slope ?? config.alpha, 0.3) }),
  ELU: (config) => layers.elu({ name: config.name, alpha: numberOf(config.alpha, 1) }),
  Softmax: (config) => layers.softmax({ name: config.name, axis: numberOf(config.axis, -1) }),
  ...imageLayerReaders,
  ...attentionReaders(readInner),
  GaussianDropout: (config) => layers.gaussianDropout(Number(config.rate), config),
  GaussianNoise: (config) => layers.gaussianNoise(Number(config.stddev), config),
  BatchNormalization: (config) =>
    layers.batchNormalization({
      name: config.name,
      momentum: numberOf(config.momentum, 0.99),
      epsilon: numberOf(config.epsilon, 0.001),
      center: flag(config.center, true),
      scale: flag(config.scale, true),
    }),
  Conv2D: (config) =>
    layers.conv2d(Number(config.filters), {
      ...weightOptions(config),
      kernelSize: pairOf(config.kernel_size, [3, 3]),
      strides: pairOf(config.strides, [1, 1]),
      padding: paddingOf(config.padding),
      dilations: pairOf(config.dilation_rate, [1, 1]),
    }),
  MaxPooling2D: (config) => layers.maxPooling2d(poolingOptions(config)),
  AveragePooling2D: (config) => layers.averagePooling2d(poolingOptions(config)),
  Embedding: (config) =>
    layers.embedding(Number(config.input_dim), Number(config.output_dim), {
      name: config.name,
      ...optional('embeddingsInitializer', initializerOf(config.embeddings_initializer)),
    }),
  SimpleRNN: (config) => layers.simpleRnn(Number(config.units), recurrentOptions(config)),
  LSTM: (config) =>
    layers.lstm(Number(config.units), {
      ...recurrentOptions(config),
      unitForgetBias: flag(config.unit_forget_bias, true),
    }),
  GRU: (config) =>
    layers.gru(Number(config.units), { ...recurrentOptions(config), resetAfter: flag(config.reset_after, false) }),
  ...convolutionReaders,
};

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]: V });
}

/** The layer in a wrapper; throws `bad-model-file` for a class that is not known. */
function readInner(saved: unknown): Layer {
  const { class_name: className, config } = saved as { class_name?: string; config?: Record<string, unknown> };
  const known = String(className).replace(OWN_LAYER, '');
  const read = layerReaders[known];
  if (!read) {
    throw new GlassboxError('bad-model-file', `The model wraps a layer that Glassbox does not know: ${known}.`, {
      details: { unknown: [known] },
    });
  }
  const name = typeof config?.name === 'string' ? config.name : undefined;
  return read({ ...config, name });
}
