import {
  type Padding,
  pair,
  separableConv1d as separable1d,
  separableConv2d as separable2d,
} from '@glassbox/backends/ops';
import type { Tensor, Tensor1D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Layer, Shape } from '../layer.js';
import { requireImage, requireSequence } from '../require-shape.js';
import { biasSpec } from '../weight-options.js';
import {
  type DepthwiseKernelOptions,
  type NamedKernelOptions,
  namedKernelConfig,
  namedKernelSpec,
  type PointwiseKernelOptions,
  resolveDepthwise,
  resolvePointwise,
} from './depthwise-options.js';
import {
  outputExtents,
  requireCount,
  resolveWindow,
  type Window,
  type WindowSettings,
  windowConfig,
} from './window.js';

/** Options of the separable convolutions. `Extents` is one number, or one for each axis. */
export interface SeparableConvOptions<Extents>
  extends NamedKernelOptions,
    DepthwiseKernelOptions,
    PointwiseKernelOptions,
    WindowSettings<Extents> {}

interface Separable {
  readonly className: string;
  readonly title: string;
  readonly filters: number;
  readonly options: NamedKernelOptions & DepthwiseKernelOptions & PointwiseKernelOptions;
  readonly window: Window;
  requireInput(inputShape: Shape): void;
  call(x: Tensor, depthwise: Tensor, pointwise: Tensor, bias: Tensor1D | undefined): Tensor;
}

function separable({ className, title, filters, options, window, requireInput, call }: Separable): Layer {
  const { depthMultiplier = 1 } = options;
  requireCount(`filters of ${title}`, filters);
  requireCount(`depthMultiplier of ${title}`, depthMultiplier);
  const depthwise = resolveDepthwise(options, {});
  const pointwise = resolvePointwise(options);
  return {
    className,
    name: options.name,
    config: {
      filters,
      ...windowConfig(window),
      depth_multiplier: depthMultiplier,
      ...namedKernelConfig('depthwise', depthwise),
      ...namedKernelConfig('pointwise', pointwise),
    },
    build(inputShape) {
      requireInput(inputShape);
      const inputs = inputShape[inputShape.length - 1]!;
      const ones = window.kernelSize.map(() => 1);
      return {
        outputShape: [...outputExtents(title, inputShape.slice(0, -1), window), filters],
        weights: [
          namedKernelSpec('depthwise', depthwise, [...window.kernelSize, inputs, depthMultiplier]),
          namedKernelSpec('pointwise', pointwise, [...ones, inputs * depthMultiplier, filters]),
          ...biasSpec(pointwise, filters),
        ],
        activation: pointwise.activation,
        activityRegularizer: pointwise.activityRegularizer,
        call: (x, [deep, mix, bias]) => call(x, deep!, mix!, bias as Tensor1D | undefined),
      };
    },
  };
}

/**
 * A depthwise 1-D convolution, then one of width 1 that mixes its features: `[steps, in] -> [outSteps, filters]`.
 *
 * Weights: `depthwise_kernel` `[width, in, multiplier]`, `pointwise_kernel` `[1, in × multiplier, filters]`, `bias` `[filters]`.
 * Source: Keras, `SeparableConv1D`.
 *
 * @throws `bad-argument` for sizes that are not whole numbers above 0, `shape-mismatch` for an input that is no sequence.
 */
export function separableConv1d(filters: number, options: SeparableConvOptions<number> = {}): Layer {
  const window = resolveWindow<Padding>('separableConv1d', 1, options);
  const settings = { strides: window.strides[0]!, dilations: window.dilations[0]!, padding: window.padding };
  return separable({
    className: 'SeparableConv1D',
    title: 'separableConv1d',
    filters,
    options,
    window,
    requireInput: (inputShape) => requireSequence('separableConv1d', inputShape),
    call: (x, deep, mix, bias) => separable1d(x as Tensor3D, deep as Tensor3D, mix as Tensor3D, settings, bias),
  });
}

/**
 * A depthwise 2-D convolution, then one of 1 x 1 that mixes its channels: `[height, width, in] -> [outHeight, outWidth, filters]`.
 * It does with far fewer weights what a full convolution does.
 *
 * Weights: `depthwise_kernel` `[filterHeight, filterWidth, in, multiplier]`, `pointwise_kernel` `[1, 1, in × multiplier, filters]`,
 * `bias` `[filters]`. Source: Chollet, 2016, arXiv 1610.02357.
 *
 * @throws `bad-argument` for sizes that are not whole numbers above 0, `shape-mismatch` for an input that is no image.
 * @example
 * layers.separableConv2d(32, { kernelSize: 3, padding: 'same', activation: 'relu' });
 */
export function separableConv2d(
  filters: number,
  options: SeparableConvOptions<number | readonly [number, number]> = {},
): Layer {
  const window = resolveWindow<Padding>('separableConv2d', 2, options);
  const settings = {
    strides: pair(options.strides ?? 1),
    dilations: pair(options.dilations ?? 1),
    padding: window.padding,
  };
  return separable({
    className: 'SeparableConv2D',
    title: 'separableConv2d',
    filters,
    options,
    window,
    requireInput: (inputShape) => requireImage('separableConv2d', inputShape),
    call: (x, deep, mix, bias) => separable2d(x as Tensor4D, deep as Tensor4D, mix as Tensor4D, settings, bias),
  });
}
