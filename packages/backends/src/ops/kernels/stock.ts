import {
  cast,
  engine,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  matMul as tfMatMul,
  unsortedSegmentSum,
} from '@tensorflow/tfjs-core';
import type { TrainingKernels, WindowGeometry } from '../kernels.js';
import { compositeKernels, isDilated } from './composite.js';

const padOf = ({ padding }: WindowGeometry) => [
  [0, 0],
  [padding.top, padding.bottom],
  [padding.left, padding.right],
  [0, 0],
];

/**
 * Training kernels that tfjs itself ships for its cpu, WebGPU and native backends (not for WASM). A plugin over one of those passes
 * them as `kernels`; what is not here runs as a composite.
 */
export const stockKernels: Partial<TrainingKernels> = {
  matMul: (a, b, transposeA, transposeB) => tfMatMul(a, b, transposeA, transposeB) as Tensor2D,

  conv2dFilterGradient(x: Tensor4D, dy: Tensor4D, geometry: WindowGeometry): Tensor4D {
    // tfjs's kernel knows no dilation: on the cpu it throws, on WebGPU it computes the gradient of another convolution.
    if (isDilated(geometry)) return compositeKernels.conv2dFilterGradient(x, dy, geometry);
    const attributes = {
      strides: [...geometry.strides],
      pad: padOf(geometry),
      dataFormat: 'NHWC',
      dimRoundingMode: undefined,
      filterShape: [...geometry.kernel, geometry.input[3], geometry.output[3]],
    };
    return engine().runKernel('Conv2DBackpropFilter', { x, dy }, attributes as never) as Tensor4D;
  },

  scatterAddRows: (rows: Tensor2D, indices: Tensor1D, count: number) =>
    unsortedSegmentSum(rows, cast(indices, 'int32') as Tensor1D, count) as Tensor2D,
};
