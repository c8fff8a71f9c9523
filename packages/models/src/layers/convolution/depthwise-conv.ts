import {
  depthwiseConv1d as depthwise1d,
  depthwiseConv2d as depthwise2d,
  type Padding,
  pair,
} from '@glassbox/backends/ops';
import type { Tensor, Tensor1D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Layer, Shape } from '../layer.js';
import { requireImage, requireSequence } from '../require-shape.js';
import { biasSpec, OWN_LAYER } from '../weight-options.js';
import {
  type DepthwiseKernelOptions,
  type NamedKernelOptions,
  namedKernelConfig,
  namedKernelSpec,
  resolveDepthwise,
} from './depthwise-options.js';
import {
  outputExtents,
  requireCount,
  resolveWindow,
  type Window,
  type WindowSettings,
  windowConfig,
} from './window.js';

/** Options of the depthwise convolutions. `Extents` is one number, or one for each axis. */
export interface DepthwiseConvOptions<Extents>
  extends NamedKernelOptions,
    DepthwiseKernelOptions,
    WindowSettings<Extents> {}

interface Depthwise {
  readonly className: string;
  readonly title: string;
  readonly options: NamedKernelOptions & DepthwiseKernelOptions;
  readonly window: Window;
  requireInput(inputShape: Shape): void;
  call(x: Tensor, kernel: Tensor, bias: Tensor1D | undefined): Tensor;
}

function depthwise({ className, title, options, window, requireInput, call }: Depthwise): Layer {
  const { depthMultiplier = 1 } = options;
  requireCount(`depthMultiplier of ${title}`, depthMultiplier);
  const resolved = resolveDepthwise(options, options);
  return {
    className,
    name: options.name,
    config: {
      ...windowConfig(window),
      depth_multiplier: depthMultiplier,
      ...namedKernelConfig('depthwise', resolved),
    },
    build(inputShape) {
      requireInput(inputShape);
      const inputs = inputShape[inputShape.length - 1]!;
      const outputs = inputs * depthMultiplier;
      const kernelShape = [...window.kernelSize, inputs, depthMultiplier];
      return {
        outputShape: [...outputExtents(title, inputShape.slice(0, -1), window), outputs],
        weights: [namedKernelSpec('depthwise', resolved, kernelShape), ...biasSpec(resolved, outputs)],
        activation: resolved.activation,
        activityRegularizer: resolved.activityRegularizer,
        call: (x, [kernel, bias]) => call(x, kernel!, bias as Tensor1D | undefined),
      };
    },
  };
}

/**
 * Depthwise 1-D convolution: each feature has filters of its own and is not mixed with others; `[steps, in] -> [outSteps, in × multiplier]`.
 *
 * Weights: `depthwise_kernel` `[width, in, multiplier]`, `bias` `[in × multiplier]`. Source: Keras, `DepthwiseConv1D`.
 *
 * @throws `bad-argument` for sizes that are not whole numbers above 0, `shape-mismatch` for an input that is no sequence.
 */
export function depthwiseConv1d(options: DepthwiseConvOptions<number> = {}): Layer {
  const window = resolveWindow<Padding>('depthwiseConv1d', 1, options);
  const settings = { strides: window.strides[0]!, dilations: window.dilations[0]!, padding: window.padding };
  return depthwise({
    className: 'DepthwiseConv1D',
    title: 'depthwiseConv1d',
    options,
    window,
    requireInput: (inputShape) => requireSequence('depthwiseConv1d', inputShape),
    call: (x, kernel, bias) => depthwise1d(x as Tensor3D, kernel as Tensor3D, settings, bias),
  });
}

/**
 * Depthwise 2-D convolution: each channel has filters of its own and is not mixed with others;
 * `[height, width, in] -> [outHeight, outWidth, in × multiplier]`.
 *
 * Weights: `depthwise_kernel` `[filterHeight, filterWidth, in, multiplier]`, `bias` `[in × multiplier]`. Source: Keras, `DepthwiseConv2D`.
 *
 * @throws `bad-argument` for sizes that are not whole numbers above 0, `shape-mismatch` for an input that is no image.
 * @example
 * layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, padding: 'same' });
 */
export function depthwiseConv2d(options: DepthwiseConvOptions<number | readonly [number, number]> = {}): Layer {
  const window = resolveWindow<Padding>('depthwiseConv2d', 2, options);
  const settings = {
    strides: pair(options.strides ?? 1),
    dilations: pair(options.dilations ?? 1),
    padding: window.padding,
  };
  // tfjs-layers does not read the dilations of this layer.
  const isOwn = Math.max(...window.dilations) > 1;
  return depthwise({
    className: `${isOwn ? OWN_LAYER : ''}DepthwiseConv2D`,
    title: 'depthwiseConv2d',
    options,
    window,
    requireInput: (inputShape) => requireImage('depthwiseConv2d', inputShape),
    call: (x, kernel, bias) => depthwise2d(x as Tensor4D, kernel as Tensor4D, settings, bias),
  });
}
