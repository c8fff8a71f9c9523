import { conv2d as convolve, type Padding, pair, windowGeometry } from '@glassbox/backends/ops';
import { requireArgument } from '@glassbox/core';
import type { Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Layer, Shape } from './layer.js';
import { requireImage } from './require-shape.js';
import { biasSpec, kernelSpec, resolveWeightOptions, type WeightOptions, weightConfig } from './weight-options.js';

/** Options of {@link conv2d}. */
export interface Conv2dOptions extends WeightOptions {
  /** Height and width of the filter in pixels. Default 3. */
  readonly kernelSize?: number | readonly [number, number];
  /** Pixels between windows. Default 1. */
  readonly strides?: number | readonly [number, number];
  /** `'valid'` (default) keeps windows within the image, `'same'` pads with zeros to ceil(size / stride) outputs. */
  readonly padding?: Padding;
  /** Pixels between the taps of a filter. Default 1; not together with strides above 1. */
  readonly dilations?: number | readonly [number, number];
}

/**
 * 2-D convolution: slides `filters` small windows over the image; `[height, width, in] -> [outHeight, outWidth, filters]`.
 *
 * Weights: `kernel` `[filterHeight, filterWidth, in, filters]`, `bias` `[filters]`.
 *
 * @throws `bad-argument` for sizes that are not whole numbers above 0, `shape-mismatch` for an input that is no image.
 */
export function conv2d(filters: number, options: Conv2dOptions = {}): Layer {
  const kernelSize = pair(options.kernelSize ?? 3);
  const strides = pair(options.strides ?? 1);
  const dilations = pair(options.dilations ?? 1);
  const padding = options.padding ?? 'valid';
  requireSizes(filters, kernelSize, strides, dilations);
  const resolved = resolveWeightOptions(options);
  const window = { strides, dilations, padding };
  return {
    className: 'Conv2D',
    name: options.name,
    config: {
      filters,
      kernel_size: kernelSize,
      strides,
      padding,
      data_format: 'channels_last',
      dilation_rate: dilations,
      ...weightConfig(resolved),
    },
    build(inputShape: Shape) {
      requireImage('conv2d', inputShape);
      const geometry = windowGeometry([1, ...inputShape], kernelSize, filters, window);
      return {
        outputShape: geometry.output.slice(1),
        weights: [kernelSpec(resolved, [...kernelSize, inputShape[2]!, filters]), ...biasSpec(resolved, filters)],
        activation: resolved.activation,
        activityRegularizer: resolved.activityRegularizer,
        call: (x, [kernel, bias]) => convolve(x as Tensor4D, kernel as Tensor4D, window, bias as Tensor1D | undefined),
        ...(resolved.activation?.fused === 'relu' && {
          callActivated: (x, [kernel, bias]) =>
            convolve(x as Tensor4D, kernel as Tensor4D, { ...window, relu: true }, bias as Tensor1D | undefined),
        }),
      };
    },
  };
}

function requireSizes(filters: number, ...pairs: (readonly [number, number])[]): void {
  const sizes = [filters, ...pairs.flat()];
  requireArgument(
    sizes.every((size) => Number.isInteger(size) && size > 0),
    `conv2d takes whole numbers above 0 for filters, kernelSize, strides and dilations, but ${sizes.join(', ')} came.`,
  );
  const [, strides, dilations] = pairs as [unknown, readonly number[], readonly number[]];
  requireArgument(
    Math.max(...strides) === 1 || Math.max(...dilations) === 1,
    'conv2d cannot both stride and dilate: set strides or dilations to 1.',
  );
}
