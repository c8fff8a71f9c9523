import { conv3d as convolve, type Padding, type Triple, triple } from '@glassbox/backends/ops';
import type { Tensor1D, Tensor5D } from '@tensorflow/tfjs-core';
import type { Layer } from '../layer.js';
import { requireVolume } from '../require-shape.js';
import { biasSpec, kernelSpec, resolveWeightOptions, type WeightOptions, weightConfig } from '../weight-options.js';
import {
  outputExtents,
  requireCount,
  requireStridesOrDilations,
  resolveWindow,
  type WindowSettings,
  windowConfig,
} from './window.js';

/** Options of {@link conv3d}. */
export interface Conv3dOptions extends WeightOptions, WindowSettings<Triple> {}

/**
 * 3-D convolution: slides `filters` small windows over a volume; `[depth, height, width, in] -> [outDepth, outHeight, outWidth, filters]`.
 *
 * Weights: `kernel` `[filterDepth, filterHeight, filterWidth, in, filters]`, `bias` `[filters]`. Source: Keras, `Conv3D`.
 *
 * @throws `bad-argument` for sizes that are not whole numbers above 0 and for strides with dilations, `shape-mismatch` for an input that is no volume.
 * @example
 * layers.conv3d(8, { kernelSize: [1, 3, 3], padding: 'same' });
 */
export function conv3d(filters: number, options: Conv3dOptions = {}): Layer {
  const window = resolveWindow<Padding>('conv3d', 3, options);
  requireCount('filters of conv3d', filters);
  requireStridesOrDilations('conv3d', window);
  const resolved = resolveWeightOptions(options);
  const settings = {
    strides: triple(options.strides ?? 1),
    dilations: triple(options.dilations ?? 1),
    padding: window.padding,
  };
  return {
    className: 'Conv3D',
    name: options.name,
    config: { filters, ...windowConfig(window), ...weightConfig(resolved) },
    build(inputShape) {
      requireVolume('conv3d', inputShape);
      return {
        outputShape: [...outputExtents('conv3d', inputShape.slice(0, 3), window), filters],
        weights: [kernelSpec(resolved, [...window.kernelSize, inputShape[3], filters]), ...biasSpec(resolved, filters)],
        activation: resolved.activation,
        activityRegularizer: resolved.activityRegularizer,
        call: (x, [kernel, bias]) =>
          convolve(x as Tensor5D, kernel as Tensor5D, settings, bias as Tensor1D | undefined),
      };
    },
  };
}
