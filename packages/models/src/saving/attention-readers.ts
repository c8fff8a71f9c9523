import { layers } from '../layers/index.js';
import type { Layer } from '../layers/layer.js';
import type { MergeMode } from '../layers/wrappers/bidirectional.js';
import { type Config, flag, initializerOf, weightOptions } from './weight-readers.js';

const number = (value: unknown, fallback: number) => (typeof value === 'number' ? value : fallback);
const axisOf = (value: unknown): number | number[] => (Array.isArray(value) ? value.map(Number) : number(value, -1));
const learned = (config: Config) => ({ center: flag(config.center, true), scale: flag(config.scale, true) });
const rateOf = (config: Config) => ({ dropout: number(config.dropout, 0) });

type ReadLayer = (saved: unknown) => Layer;

function multiHeadAttention(config: Config): Layer {
  const { kernelRegularizer, biasRegularizer, useBias } = weightOptions(config);
  return layers.multiHeadAttention(Number(config.num_heads), Number(config.key_dim), {
    name: config.name,
    valueDim: number(config.value_dim, Number(config.key_dim)),
    useCausalMask: flag(config.use_causal_mask, false),
    useBias,
    kernelInitializer: initializerOf(config.kernel_initializer),
    biasInitializer: initializerOf(config.bias_initializer),
    kernelRegularizer,
    biasRegularizer,
    ...rateOf(config),
  });
}

function einsumDense(config: Config): Layer {
  const { useBias: _, ...options } = weightOptions(config);
  return layers.einsumDense(String(config.equation), [config.output_shape].flat() as (number | null)[], {
    ...options,
    ...(typeof config.bias_axes === 'string' && { biasAxes: config.bias_axes }),
  });
}

/** How normalising, attending and wrapping layers are read; `read` reads the layer inside a wrapper. */
export const attentionReaders = (read: ReadLayer): Readonly<Record<string, (config: Config) => Layer>> => ({
  LayerNormalization: (config) =>
    layers.layerNormalization({
      name: config.name,
      axis: axisOf(config.axis),
      epsilon: number(config.epsilon, 0.001),
      ...learned(config),
    }),
  RMSNormalization: (config) =>
    layers.rmsNormalization({ name: config.name, axis: axisOf(config.axis), epsilon: number(config.epsilon, 1e-6) }),
  GroupNormalization: (config) =>
    layers.groupNormalization({
      name: config.name,
      groups: number(config.groups, 32),
      epsilon: number(config.epsilon, 0.001),
      ...learned(config),
    }),
  UnitNormalization: (config) => layers.unitNormalization({ name: config.name, axis: axisOf(config.axis) }),
  EinsumDense: einsumDense,
  MultiHeadAttention: multiHeadAttention,
  Attention: (config) =>
    layers.attention({
      name: config.name,
      scoreMode: config.score_mode === 'concat' ? 'concat' : 'dot',
      useScale: flag(config.use_scale, false),
      ...rateOf(config),
    }),
  AdditiveAttention: (config) =>
    layers.additiveAttention({ name: config.name, useScale: flag(config.use_scale, true), ...rateOf(config) }),
  TimeDistributed: (config) => layers.timeDistributed(read(config.layer), { name: config.name }),
  Bidirectional: (config) =>
    layers.bidirectional(read(config.layer), {
      name: config.name,
      mergeMode: (config.merge_mode ?? 'concat') as MergeMode,
    }),
});
