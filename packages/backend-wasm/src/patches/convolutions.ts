import type { WindowGeometry } from '@glassbox/backends/ops';
import { backend_util, type Tensor4D, type TensorInfo } from '@tensorflow/tfjs-core';
import type { Heap } from '../kernels/heap.js';
import { convolutionKernels, depthwiseKernels } from '../kernels/images.js';
import type { Attributes, Inputs, Patch } from './patch.js';

type Shape = [number, number, number, number];

/** The geometry that tfjs's attributes mean; undefined where channels come first, which no layer of Glassbox has. */
function geometryOf(
  input: Shape,
  filter: Shape,
  attributes: Attributes,
  depthwise: boolean,
): WindowGeometry | undefined {
  const { strides, dilations, pad, dimRoundingMode, dataFormat } = attributes as {
    readonly strides: [number, number] | number;
    readonly dilations?: [number, number] | number;
    readonly pad: 'valid' | 'same' | number;
    readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
    readonly dataFormat?: string;
  };
  if (dataFormat !== undefined && dataFormat !== 'NHWC') return undefined;
  const info = backend_util.computeConv2DInfo(input, filter, strides, dilations ?? 1, pad, dimRoundingMode, depthwise);
  return {
    input,
    output: info.outShape as Shape,
    kernel: [info.filterHeight, info.filterWidth],
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
    padding: info.padInfo,
  };
}

/** Whether all are float32, which our kernels take. */
const areFloats = (...tensors: readonly (TensorInfo | undefined)[]) =>
  tensors.every((each) => each?.dtype === 'float32');

/** A patch of a gradient by the filter. */
function filterGradient(
  heap: Heap,
  { x, dy }: Inputs,
  attributes: Attributes,
  depthwise: boolean,
): TensorInfo | undefined {
  if (!areFloats(x, dy)) return undefined;
  const geometry = geometryOf(x!.shape as Shape, attributes.filterShape as Shape, attributes, depthwise);
  if (!geometry) return undefined;
  const { conv2dFilterGradient } = convolutionKernels(heap);
  const { depthwiseConv2dFilterGradient } = depthwiseKernels(heap);
  const run = depthwise ? depthwiseConv2dFilterGradient : conv2dFilterGradient;
  return run!(x as Tensor4D, dy as Tensor4D, geometry);
}

function depthwiseInputGradient(heap: Heap, { dy, filter }: Inputs, attributes: Attributes): TensorInfo | undefined {
  if (!areFloats(dy, filter)) return undefined;
  const geometry = geometryOf(attributes.inputShape as Shape, filter!.shape as Shape, attributes, true);
  return geometry && depthwiseKernels(heap).depthwiseConv2dInputGradient!(dy as Tensor4D, filter as Tensor4D, geometry);
}

const missing = 'Is missing, so that a layer in operations of tfjs cannot be trained with it.';

export const convolutionPatches: readonly Patch[] = [
  {
    kernelName: 'Conv2DBackpropFilter',
    reason: missing,
    run: (heap, inputs, attributes) => filterGradient(heap, inputs, attributes, false),
  },
  {
    kernelName: 'DepthwiseConv2dNativeBackpropFilter',
    reason: missing,
    run: (heap, inputs, attributes) => filterGradient(heap, inputs, attributes, true),
  },
  { kernelName: 'DepthwiseConv2dNativeBackpropInput', reason: missing, run: depthwiseInputGradient },
];
