import {
  type Padding,
  pair,
  conv1dTranspose as transpose1d,
  conv2dTranspose as transpose2d,
  transposedGeometry,
} from '@glassbox/backends/ops';
import { requireArgument } from '@glassbox/core';
import type { Tensor, Tensor1D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Layer, Shape } from '../layer.js';
import { requireImage, requireSequence } from '../require-shape.js';
import {
  biasSpec,
  kernelSpec,
  OWN_LAYER,
  resolveWeightOptions,
  type WeightOptions,
  weightConfig,
} from '../weight-options.js';
import {
  extentsOf,
  requireCount,
  requireStridesOrDilations,
  resolveWindow,
  type Window,
  type WindowSettings,
  windowConfig,
} from './window.js';

/** Options of the transposed convolutions. `Extents` is one number, or one for each axis. */
export interface ConvTransposeOptions<Extents> extends WeightOptions, WindowSettings<Extents> {
  /** Places added to the end of the output, from 0 to stride - 1. Default: such that `'same'` gives size × stride. */
  readonly outputPadding?: Extents | undefined;
}

/** A transposed convolution as a layer, for what differs between ranks. */
interface Transposed {
  readonly className: string;
  readonly title: string;
  readonly filters: number;
  readonly options: WeightOptions;
  readonly window: Window;
  readonly outputPadding: readonly number[] | undefined;
  outputShape(inputShape: Shape): Shape;
  call(x: Tensor, kernel: Tensor, bias: Tensor1D | undefined): Tensor;
}

function transposed({
  className,
  title,
  filters,
  options,
  window,
  outputPadding,
  outputShape,
  call,
}: Transposed): Layer {
  requireCount(`filters of ${title}`, filters);
  requireStridesOrDilations(title, window);
  requireOutputPadding(title, window, outputPadding);
  const resolved = resolveWeightOptions(options);
  return {
    className,
    name: options.name,
    config: { filters, ...windowConfig(window), output_padding: outputPadding ?? null, ...weightConfig(resolved) },
    build(inputShape) {
      const inputs = inputShape[inputShape.length - 1]!;
      return {
        outputShape: outputShape(inputShape),
        weights: [kernelSpec(resolved, [...window.kernelSize, filters, inputs]), ...biasSpec(resolved, filters)],
        activation: resolved.activation,
        activityRegularizer: resolved.activityRegularizer,
        call: (x, [kernel, bias]) => call(x, kernel!, bias as Tensor1D | undefined),
      };
    },
  };
}

function requireOutputPadding(title: string, { strides }: Window, outputPadding: readonly number[] | undefined): void {
  requireArgument(
    outputPadding === undefined ||
      (outputPadding.length === strides.length &&
        outputPadding.every((extra, axis) => Number.isInteger(extra) && extra >= 0 && extra < strides[axis]!)),
    `outputPadding of ${title} takes whole numbers from 0 to stride - 1, but ${outputPadding?.join(', ')} came for strides ${strides.join(', ')}.`,
  );
}

/**
 * Transposed 1-D convolution, which makes sequences longer: `[steps, in] -> [outSteps, filters]`.
 *
 * outSteps is `steps stride` with padding `'same'`, `(steps - 1) stride + max(reach, stride)` with `'valid'`, reach being `dilation (width - 1) + 1`.
 * Weights: `kernel` `[width, filters, in]`, `bias` `[filters]`. Source: Keras, `Conv1DTranspose`.
 *
 * @throws `bad-argument` for sizes that are not whole numbers above 0 and for strides with dilations, `shape-mismatch` for an input that is no sequence.
 */
export function conv1dTranspose(filters: number, options: ConvTransposeOptions<number> = {}): Layer {
  const window = resolveWindow<Padding>('conv1dTranspose', 1, options);
  const { outputPadding } = options;
  const [width, strides, dilations] = [window.kernelSize[0]!, window.strides[0]!, window.dilations[0]!];
  const settings = { strides, dilations, padding: window.padding, outputPadding };
  return transposed({
    className: 'Conv1DTranspose',
    title: 'conv1dTranspose',
    filters,
    options,
    window,
    outputPadding: outputPadding === undefined ? undefined : [outputPadding],
    outputShape(inputShape) {
      requireSequence('conv1dTranspose', inputShape);
      const { input } = transposedGeometry([1, 1, ...inputShape], [1, width], filters, {
        strides: [1, strides],
        dilations: [1, dilations],
        padding: window.padding,
        outputPadding: outputPadding === undefined ? undefined : [0, outputPadding],
      });
      return input.slice(2);
    },
    call: (x, kernel, bias) => transpose1d(x as Tensor3D, kernel as Tensor3D, settings, bias),
  });
}

/**
 * Transposed 2-D convolution, which makes images larger: `[height, width, in] -> [outHeight, outWidth, filters]`.
 *
 * Each extent n becomes `n stride` with padding `'same'`, `(n - 1) stride + max(reach, stride)` with `'valid'`, reach being
 * `dilation (kernel - 1) + 1`. Weights: `kernel` `[filterHeight, filterWidth, filters, in]`, `bias` `[filters]`.
 * Source: Keras, `Conv2DTranspose`; Zeiler et al., "Deconvolutional networks", 2010.
 *
 * @throws `bad-argument` for sizes that are not whole numbers above 0 and for strides with dilations, `shape-mismatch` for an input that is no image.
 * @example
 * layers.conv2dTranspose(8, { strides: 2, padding: 'same' }); // [7, 7, in] to [14, 14, 8]
 */
export function conv2dTranspose(
  filters: number,
  options: ConvTransposeOptions<number | readonly [number, number]> = {},
): Layer {
  const window = resolveWindow<Padding>('conv2dTranspose', 2, options);
  const settings = {
    strides: pair(options.strides ?? 1),
    dilations: pair(options.dilations ?? 1),
    padding: window.padding,
    outputPadding: options.outputPadding,
  };
  const kernelSize = pair(options.kernelSize ?? 3);
  // tfjs-layers reads neither outputPadding nor dilations of this layer.
  const isOwn = options.outputPadding !== undefined || Math.max(...window.dilations) > 1;
  return transposed({
    className: `${isOwn ? OWN_LAYER : ''}Conv2DTranspose`,
    title: 'conv2dTranspose',
    filters,
    options,
    window,
    outputPadding: options.outputPadding === undefined ? undefined : extentsOf(options.outputPadding, 2),
    outputShape(inputShape) {
      requireImage('conv2dTranspose', inputShape);
      return transposedGeometry([1, ...inputShape], kernelSize, filters, settings).input.slice(1);
    },
    call: (x, kernel, bias) => transpose2d(x as Tensor4D, kernel as Tensor4D, settings, bias),
  });
}
