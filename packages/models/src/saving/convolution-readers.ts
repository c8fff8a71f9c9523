import { GlassboxError } from '@glassbox/core';
import { layers } from '../layers/index.js';
import type { Layer } from '../layers/layer.js';
import type { Margins1d, Margins2d, Margins3d } from '../layers/margins.js';
import { constraintFromKeras, regularizerFromKeras } from './keras-values.js';
import { type Config, initializerOf, weightOptions } from './weight-readers.js';

type Read<T> = (value: unknown, fallback: number) => T;

const numbersOf = (value: unknown, rank: number, fallback: number): number[] =>
  Array.from({ length: rank }, (_, axis) => Number((Array.isArray(value) ? value[axis] : value) ?? fallback));
const single: Read<number> = (value, fallback) => numbersOf(value, 1, fallback)[0]!;
const pairOf: Read<readonly [number, number]> = (value, fallback) => numbersOf(value, 2, fallback) as [number, number];
const tripleOf: Read<readonly [number, number, number]> = (value, fallback) =>
  numbersOf(value, 3, fallback) as [number, number, number];

const paddingOf = (value: unknown) => (value === 'same' ? 'same' : 'valid');
const count = (value: unknown) => (typeof value === 'number' ? value : 1);

/** Throws `bad-model-file` for what Keras has and these layers do not: channels before places, and channels in groups. */
function requireSupported({ name, data_format: format, groups }: Config): void {
  if (format !== 'channels_first' && (typeof groups !== 'number' || groups === 1)) return;
  throw new GlassboxError(
    'bad-model-file',
    `The layer '${name}' has ${format === 'channels_first' ? 'channels first' : `${groups} groups of channels`}, which Glassbox cannot read. Save the model with channels last and one group.`,
  );
}

/** The options of windows, read for as many axes as `read` gives. */
function windowOf<T>(config: Config, read: Read<T>) {
  requireSupported(config);
  return {
    kernelSize: read(config.kernel_size, 3),
    strides: read(config.strides, 1),
    dilations: read(config.dilation_rate, 1),
    padding: paddingOf(config.padding),
  } as const;
}

const convolution = <T>(config: Config, read: Read<T>) => ({ ...weightOptions(config), ...windowOf(config, read) });

function conv1d(config: Config): Layer {
  const options = convolution(config, single);
  return layers.conv1d(
    Number(config.filters),
    config.padding === 'causal' ? { ...options, padding: 'causal' } : options,
  );
}

function transposed<T>(config: Config, read: Read<T>) {
  const extra = config.output_padding;
  return {
    ...convolution(config, read),
    outputPadding: extra === null || extra === undefined ? undefined : read(extra, 0),
  };
}

const depthwise = <T>(config: Config, read: Read<T>) => ({
  ...convolution(config, read),
  depthMultiplier: count(config.depth_multiplier),
  depthwiseInitializer: initializerOf(config.depthwise_initializer),
  depthwiseRegularizer: regularizerFromKeras(config.depthwise_regularizer),
  depthwiseConstraint: constraintFromKeras(config.depthwise_constraint),
});

const separable = <T>(config: Config, read: Read<T>) => ({
  ...depthwise(config, read),
  pointwiseInitializer: initializerOf(config.pointwise_initializer),
  pointwiseRegularizer: regularizerFromKeras(config.pointwise_regularizer),
  pointwiseConstraint: constraintFromKeras(config.pointwise_constraint),
});

function pooling<T>(config: Config, read: Read<T>) {
  requireSupported(config);
  const poolSize = read(config.pool_size, 2);
  const strides = config.strides === null || config.strides === undefined ? poolSize : read(config.strides, 2);
  return { name: config.name, poolSize, strides, padding: paddingOf(config.padding) } as const;
}

/** What a layer takes that has one option of its own. */
function supported(config: Config): Config {
  requireSupported(config);
  return config;
}

const global = (config: Config) => ({ name: supported(config).name, keepDims: config.keepdims === true });

function upSampling2d(config: Config): Layer {
  const interpolation = (config.interpolation ?? 'nearest') as 'nearest' | 'bilinear';
  return layers.upSampling2d(pairOf(config.size, 2), { name: supported(config).name, interpolation });
}

/** For each of Keras's convolution, pooling and shape layers: how its configuration is read. */
export const convolutionReaders: Readonly<Record<string, (config: Config) => Layer>> = {
  Conv1D: conv1d,
  Conv3D: (config) => layers.conv3d(Number(config.filters), convolution(config, tripleOf)),
  Conv1DTranspose: (config) => layers.conv1dTranspose(Number(config.filters), transposed(config, single)),
  Conv2DTranspose: (config) => layers.conv2dTranspose(Number(config.filters), transposed(config, pairOf)),
  DepthwiseConv1D: (config) => layers.depthwiseConv1d(depthwise(config, single)),
  DepthwiseConv2D: (config) => layers.depthwiseConv2d(depthwise(config, pairOf)),
  SeparableConv1D: (config) => layers.separableConv1d(Number(config.filters), separable(config, single)),
  SeparableConv2D: (config) => layers.separableConv2d(Number(config.filters), separable(config, pairOf)),
  MaxPooling1D: (config) => layers.maxPooling1d(pooling(config, single)),
  MaxPooling3D: (config) => layers.maxPooling3d(pooling(config, tripleOf)),
  AveragePooling1D: (config) => layers.averagePooling1d(pooling(config, single)),
  AveragePooling3D: (config) => layers.averagePooling3d(pooling(config, tripleOf)),
  GlobalMaxPooling1D: (config) => layers.globalMaxPooling1d(global(config)),
  GlobalMaxPooling2D: (config) => layers.globalMaxPooling2d(global(config)),
  GlobalMaxPooling3D: (config) => layers.globalMaxPooling3d(global(config)),
  GlobalAveragePooling1D: (config) => layers.globalAveragePooling1d(global(config)),
  GlobalAveragePooling2D: (config) => layers.globalAveragePooling2d(global(config)),
  GlobalAveragePooling3D: (config) => layers.globalAveragePooling3d(global(config)),
  ZeroPadding1D: (config) => layers.zeroPadding1d((config.padding ?? 1) as Margins1d, config),
  ZeroPadding2D: (config) => layers.zeroPadding2d((config.padding ?? 1) as Margins2d, supported(config)),
  ZeroPadding3D: (config) => layers.zeroPadding3d((config.padding ?? 1) as Margins3d, supported(config)),
  Cropping1D: (config) => layers.cropping1d((config.cropping ?? 1) as Margins1d, config),
  Cropping2D: (config) => layers.cropping2d((config.cropping ?? 0) as Margins2d, supported(config)),
  Cropping3D: (config) => layers.cropping3d((config.cropping ?? 1) as Margins3d, supported(config)),
  UpSampling1D: (config) => layers.upSampling1d(single(config.size, 2), config),
  UpSampling2D: upSampling2d,
  UpSampling3D: (config) => layers.upSampling3d(tripleOf(config.size, 2), supported(config)),
  Permute: (config) => layers.permute((config.dims as unknown[]).map(Number), config),
  RepeatVector: (config) => layers.repeatVector(Number(config.n), config),
};
