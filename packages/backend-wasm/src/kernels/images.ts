import type { BackendKernels, WindowGeometry } from '@glassbox/backends/ops';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Heap } from './heap.js';

/** Rows of a filter, each a tap and a channel, whose gradient is computed at once. */
const TILE_ROWS = 4;

type Windows = readonly number[];

/** A geometry as the kernels of convolution take it: with the number of filters, or of filters for each channel. */
function withFilters({ input, output, kernel, strides, dilations, padding }: WindowGeometry, filters: number): Windows {
  const outputSize = [output[1], output[2]];
  return [...input, ...outputSize, filters, ...kernel, ...strides, ...dilations, padding.top, padding.left];
}

/** A geometry as the kernels of pooling take it. */
function withoutFilters({ input, output, kernel, strides, dilations, padding }: WindowGeometry): Windows {
  return [...input, output[1], output[2], ...kernel, ...strides, ...dilations, padding.top, padding.left];
}

const filterShape = ({ kernel, input, output }: WindowGeometry) => [...kernel, input[3], output[3]];

/** The geometry of a stretch of the batch. */
function samples(geometry: WindowGeometry, count: number): WindowGeometry {
  const { input, output } = geometry;
  return {
    ...geometry,
    input: [count, input[1], input[2], input[3]],
    output: [count, output[1], output[2], output[3]],
  };
}

/** What an element of a window of a pool costs, in multiply-adds. */
const COMPARISON = 4;

/** Bytes of one sample. */
const stepOf = ([, height, width, channels]: WindowGeometry['input']) => 4 * height * width * channels;

/** Multiply-adds of a convolution. */
const costOf = ({ output, kernel, input }: WindowGeometry, channels = input[3]) =>
  output[0] * output[1] * output[2] * output[3] * kernel[0] * kernel[1] * channels;

/** 2-D convolution with bias and ReLU, and its gradients. Threads take samples; for the gradient by the filter, rows of it. */
export function convolutionKernels(heap: Heap): BackendKernels {
  const { kernels } = heap;
  return {
    conv2d(x, filter, bias, geometry, relu) {
      const windows = (count: number) => withFilters(samples(geometry, count), geometry.output[3]);
      const y = heap.make<Tensor4D>(geometry.output);
      const [from, by, to] = [heap.address(x), heap.address(filter), heap.address(y)];
      const shift = bias ? heap.address(bias) : 0;
      const scratchBytes = (count: number) => kernels.conv2dForwardScratchBytes(...windows(count)) >>> 0;
      const work = { extent: geometry.input[0], cost: costOf(geometry), scratchBytes };
      heap.run('conv2dForward', work, ({ start, count, scratch }) => {
        const [image, result] = [from + start * stepOf(geometry.input), to + start * stepOf(geometry.output)];
        return [image, by, shift, result, scratch, Number(relu), ...windows(count)];
      });
      return y;
    },

    conv2dInputGradient(dy, filter, geometry) {
      const windows = (count: number) => withFilters(samples(geometry, count), geometry.output[3]);
      const dx = heap.make<Tensor4D>(geometry.input);
      const [from, by, to] = [heap.address(dy), heap.address(filter), heap.address(dx)];
      const scratchBytes = (count: number) => kernels.conv2dInputGradientScratchBytes(...windows(count)) >>> 0;
      const work = { extent: geometry.input[0], cost: costOf(geometry), scratchBytes };
      heap.run('conv2dInputGradient', work, ({ start, count, scratch }) => {
        const [slopes, result] = [from + start * stepOf(geometry.output), to + start * stepOf(geometry.input)];
        return [slopes, by, result, scratch, ...windows(count)];
      });
      return dx;
    },

    conv2dFilterGradient(x, dy, geometry) {
      const windows = withFilters(geometry, geometry.output[3]);
      const gradient = heap.make<Tensor4D>(filterShape(geometry));
      const places = [x, dy, gradient].map((tensor) => heap.address(tensor));
      const extent = geometry.kernel[0] * geometry.kernel[1] * geometry.input[3];
      const scratchBytes = () => kernels.conv2dFilterGradientScratchBytes(...windows) >>> 0;
      const work = { extent, unit: TILE_ROWS, cost: costOf(geometry), scratchBytes };
      heap.run('conv2dFilterGradient', work, ({ start, count, scratch }) => {
        return [...places, 0, scratch, start, start + count, ...windows];
      });
      return gradient;
    },
  };
}

/** Depthwise 2-D convolution and its gradients. Threads take samples. */
export function depthwiseKernels(heap: Heap): BackendKernels {
  const { kernels } = heap;
  const multiplierOf = ({ input, output }: WindowGeometry) => output[3] / input[3];
  const workOf = (geometry: WindowGeometry) => {
    const [extent, height, width, channels] = geometry.input;
    const scratchBytes = () => kernels.depthwiseScratchBytes(height, width, channels, multiplierOf(geometry)) >>> 0;
    return { extent, cost: costOf(geometry, 1), scratchBytes };
  };
  return {
    depthwiseConv2d(x, filter, geometry) {
      const multiplier = multiplierOf(geometry);
      const y = heap.make<Tensor4D>(geometry.output);
      const [from, by, to] = [heap.address(x), heap.address(filter), heap.address(y)];
      heap.run('depthwiseForward', workOf(geometry), ({ start, count, scratch }) => {
        const [image, result] = [from + start * stepOf(geometry.input), to + start * stepOf(geometry.output)];
        return [image, by, result, scratch, ...withFilters(samples(geometry, count), multiplier)];
      });
      return y;
    },

    depthwiseConv2dInputGradient(dy, filter, geometry) {
      const multiplier = multiplierOf(geometry);
      const dx = heap.make<Tensor4D>(geometry.input);
      const [from, by, to] = [heap.address(dy), heap.address(filter), heap.address(dx)];
      heap.run('depthwiseInputGradient', workOf(geometry), ({ start, count, scratch }) => {
        const [slopes, result] = [from + start * stepOf(geometry.output), to + start * stepOf(geometry.input)];
        return [slopes, by, result, scratch, ...withFilters(samples(geometry, count), multiplier)];
      });
      return dx;
    },

    depthwiseConv2dFilterGradient(x, dy, geometry) {
      const multiplier = multiplierOf(geometry);
      const { scratchBytes } = workOf(geometry);
      const gradient = heap.make<Tensor4D>([...geometry.kernel, geometry.input[3], multiplier]);
      const places = [x, dy, gradient].map((tensor) => heap.address(tensor));
      const windows = withFilters(geometry, multiplier);
      kernels.depthwiseFilterGradient(...places, heap.scratch(scratchBytes()), ...windows);
      return gradient;
    },
  };
}

/** Addresses of tensors that lie as a pool's input do, or as its output. */
interface PoolPlace {
  readonly address: number;
  readonly step: number;
}

/** Max and average pooling and their gradients. Threads take samples. */
export function poolingKernels(heap: Heap): BackendKernels {
  type Kernel = 'maxPool2dForward' | 'maxPool2dGradient' | 'averagePool2dForward' | 'averagePool2dGradient';
  const pool = (kernel: Kernel, geometry: WindowGeometry, places: readonly PoolPlace[]) =>
    heap.run(kernel, { extent: geometry.input[0], cost: costOf(geometry, COMPARISON) }, ({ start, count }) => {
      const from = places.map(({ address, step }) => address + start * step);
      return [...from, ...withoutFilters(samples(geometry, count))];
    });
  const asInput = (tensor: Tensor4D, { input }: WindowGeometry) => ({
    address: heap.address(tensor),
    step: stepOf(input),
  });
  const asOutput = (tensor: Tensor4D, { output }: WindowGeometry) => ({
    address: heap.address(tensor),
    step: stepOf(output),
  });
  return {
    maxPool2d(x, geometry) {
      const y = heap.make<Tensor4D>(geometry.output);
      pool('maxPool2dForward', geometry, [asInput(x, geometry), asOutput(y, geometry)]);
      return y;
    },

    maxPool2dGradient(dy, x, y, geometry) {
      const dx = heap.make<Tensor4D>(geometry.input);
      const places = [asOutput(dy, geometry), asInput(x, geometry), asOutput(y, geometry), asInput(dx, geometry)];
      pool('maxPool2dGradient', geometry, places);
      return dx;
    },

    averagePool2d(x, geometry) {
      const y = heap.make<Tensor4D>(geometry.output);
      pool('averagePool2dForward', geometry, [asInput(x, geometry), asOutput(y, geometry)]);
      return y;
    },

    averagePool2dGradient(dy, geometry) {
      const dx = heap.make<Tensor4D>(geometry.input);
      pool('averagePool2dGradient', geometry, [asOutput(dy, geometry), asInput(dx, geometry)]);
      return dx;
    },
  };
}
