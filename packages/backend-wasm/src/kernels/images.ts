import type { BackendKernels, WindowGeometry } from '@glassbox/backends/ops';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Heap } from './heap.js';

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

/** 2-D convolution with bias and ReLU, and its gradients. */
export function convolutionKernels(heap: Heap): BackendKernels {
  const { kernels } = heap;
  return {
    conv2d(x, filter, bias, geometry, relu) {
      const windows = withFilters(geometry, geometry.output[3]);
      const scratch = heap.scratch(kernels.conv2dForwardScratchBytes(...windows) >>> 0);
      const y = heap.make<Tensor4D>(geometry.output);
      const shift = bias ? heap.address(bias) : 0;
      const places = [heap.address(x), heap.address(filter), shift, heap.address(y), scratch, Number(relu)];
      kernels.conv2dForward(...places, ...windows);
      return y;
    },

    conv2dInputGradient(dy, filter, geometry) {
      const windows = withFilters(geometry, geometry.output[3]);
      const scratch = heap.scratch(kernels.conv2dInputGradientScratchBytes(...windows) >>> 0);
      const dx = heap.make<Tensor4D>(geometry.input);
      kernels.conv2dInputGradient(heap.address(dy), heap.address(filter), heap.address(dx), scratch, ...windows);
      return dx;
    },

    conv2dFilterGradient(x, dy, geometry) {
      const windows = withFilters(geometry, geometry.output[3]);
      const scratch = heap.scratch(kernels.conv2dFilterGradientScratchBytes(...windows) >>> 0);
      const gradient = heap.make<Tensor4D>(filterShape(geometry));
      kernels.conv2dFilterGradient(heap.address(x), heap.address(dy), heap.address(gradient), 0, scratch, ...windows);
      return gradient;
    },
  };
}

/** Depthwise 2-D convolution and its gradients. */
export function depthwiseKernels(heap: Heap): BackendKernels {
  const { kernels } = heap;
  const multiplierOf = ({ input, output }: WindowGeometry) => output[3] / input[3];
  const scratchFor = ({ input }: WindowGeometry, multiplier: number) =>
    heap.scratch(kernels.depthwiseScratchBytes(input[1], input[2], input[3], multiplier) >>> 0);
  return {
    depthwiseConv2d(x, filter, geometry) {
      const multiplier = multiplierOf(geometry);
      const scratch = scratchFor(geometry, multiplier);
      const y = heap.make<Tensor4D>(geometry.output);
      const windows = withFilters(geometry, multiplier);
      kernels.depthwiseForward(heap.address(x), heap.address(filter), heap.address(y), scratch, ...windows);
      return y;
    },

    depthwiseConv2dInputGradient(dy, filter, geometry) {
      const multiplier = multiplierOf(geometry);
      const scratch = scratchFor(geometry, multiplier);
      const dx = heap.make<Tensor4D>(geometry.input);
      const windows = withFilters(geometry, multiplier);
      kernels.depthwiseInputGradient(heap.address(dy), heap.address(filter), heap.address(dx), scratch, ...windows);
      return dx;
    },

    depthwiseConv2dFilterGradient(x, dy, geometry) {
      const multiplier = multiplierOf(geometry);
      const scratch = scratchFor(geometry, multiplier);
      const gradient = heap.make<Tensor4D>([...geometry.kernel, geometry.input[3], multiplier]);
      const windows = withFilters(geometry, multiplier);
      kernels.depthwiseFilterGradient(heap.address(x), heap.address(dy), heap.address(gradient), scratch, ...windows);
      return gradient;
    },
  };
}

/** Max and average pooling and their gradients. */
export function poolingKernels(heap: Heap): BackendKernels {
  const { kernels } = heap;
  return {
    maxPool2d(x, geometry) {
      const y = heap.make<Tensor4D>(geometry.output);
      kernels.maxPool2dForward(heap.address(x), heap.address(y), ...withoutFilters(geometry));
      return y;
    },

    maxPool2dGradient(dy, x, y, geometry) {
      const dx = heap.make<Tensor4D>(geometry.input);
      const places = [dy, x, y, dx].map((tensor) => heap.address(tensor));
      kernels.maxPool2dGradient(...places, ...withoutFilters(geometry));
      return dx;
    },

    averagePool2d(x, geometry) {
      const y = heap.make<Tensor4D>(geometry.output);
      kernels.averagePool2dForward(heap.address(x), heap.address(y), ...withoutFilters(geometry));
      return y;
    },

    averagePool2dGradient(dy, geometry) {
      const dx = heap.make<Tensor4D>(geometry.input);
      kernels.averagePool2dGradient(heap.address(dy), heap.address(dx), ...withoutFilters(geometry));
      return dx;
    },
  };
}
