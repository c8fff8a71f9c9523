import { conv1d as convolve, type Padding } from '@glassbox/backends/ops';
import type { Tensor1D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Layer } from '../layer.js';
import { requireSequence } from '../require-shape.js';
import { biasSpec, kernelSpec, resolveWeightOptions, type WeightOptions, weightConfig } from '../weight-options.js';
import {
  outputExtents,
  requireCount,
  requireStridesOrDilations,
  resolveWindow,
  type WindowSettings,
  windowConfig,
} from './window.js';

/** Options of {@link conv1d}; padding `'causal'` adds zeros before the sequence only, so that no output sees a later step. */
export interface Conv1dOptions extends WeightOptions, WindowSettings<number, Padding | 'causal'> {}

/**
 * 1-D convolution: slides `filters` small windows over a sequence; `[steps, in] -> [outSteps, filters]`.
 *
 * Weights: `kernel` `[width, in, filters]`, `bias` `[filters]`. Source: Keras, `Conv1D`; the causal kind: van den Oord et al., 2016, arXiv 1609.03499.
 *
 * @throws `bad-argument` for sizes that are not whole numbers above 0 and for strides with dilations, `shape-mismatch` for an input that is no sequence.
 * @example
 * layers.conv1d(16, { kernelSize: 5, padding: 'causal', activation: 'relu' });
 */
export function conv1d(filters: number, options: Conv1dOptions = {}): Layer {
  const window = resolveWindow<Padding | 'causal'>('conv1d', 1, options);
  requireCount('filters of conv1d', filters);
  requireStridesOrDilations('conv1d', window);
  const resolved = resolveWeightOptions(options);
  const [width, strides, dilations] = [window.kernelSize[0]!, window.strides[0]!, window.dilations[0]!];
  const settings = { strides, dilations, padding: window.padding };
  return {
    className: 'Conv1D',
    name: options.name,
    config: { filters, ...windowConfig(window), ...weightConfig(resolved) },
    build(inputShape) {
      requireSequence('conv1d', inputShape);
      return {
        outputShape: [...outputExtents('conv1d', inputShape.slice(0, 1), window), filters],
        weights: [kernelSpec(resolved, [width, inputShape[1], filters]), ...biasSpec(resolved, filters)],
        activation: resolved.activation,
        activityRegularizer: resolved.activityRegularizer,
        call: (x, [kernel, bias]) =>
          convolve(x as Tensor3D, kernel as Tensor3D, settings, bias as Tensor1D | undefined),
      };
    },
  };
}
