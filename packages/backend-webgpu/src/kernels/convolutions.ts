import type { FusedKernels, TrainingKernels, WindowGeometry } from '@glassbox/backends/ops';
import { engine, FusedConv2D, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Gpu } from './gpu.js';
import { splitProduct, splitShader } from './split-product.js';
import { geometryFields, geometryUniforms } from './windows.js';

const filterGradient = splitShader({
  name: 'conv2dFilterGradient',
  uniforms: geometryFields,
  // Row: a tap of the filter and a channel of the image. Depth: a place of the output in a sample.
  left: `let p = parameters;
  let channel = row % p.channels;
  let tap = row / p.channels;
  let x = depth % p.outWidth;
  let line = depth / p.outWidth;
  let y = line % p.outHeight;
  let sample = line / p.outHeight;
  let fromTop = y * p.strideY + (tap / p.kernelWidth) * p.dilationY;
  let fromLeft = x * p.strideX + (tap % p.kernelWidth) * p.dilationX;
  if (fromTop < p.top || fromTop >= p.top + p.height || fromLeft < p.left || fromLeft >= p.left + p.width) { return 0.0; }
  return a[((sample * p.height + fromTop - p.top) * p.width + fromLeft - p.left) * p.channels + channel];`,
  right: 'return b[depth * parameters.n + column];',
});

/** tfjs's form of a geometry. */
const attributesOf = ({ strides, dilations, padding: { top, bottom, left, right } }: WindowGeometry) => ({
  strides: [...strides],
  pad: [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ],
  dataFormat: 'NHWC',
  dilations: [...dilations],
});

/** A convolution with its bias and ReLU in one pass, by tfjs's kernel: its operation takes it apart while a gradient is recorded. */
export const conv2d: FusedKernels['conv2d'] = (x, filter, bias, geometry, relu) => {
  const inputs = { x, filter, ...(bias && { bias }) };
  const attributes = { ...attributesOf(geometry), activation: relu ? 'relu' : 'linear' };
  return engine().runKernel(FusedConv2D, inputs, attributes as never) as Tensor4D;
};

/** The gradient by the filter as a product that is shared out; tfjs has a thread for each number of the filter go over all images. */
export const filterGradients = (gpu: Gpu): Pick<TrainingKernels, 'conv2dFilterGradient'> => ({
  conv2dFilterGradient(x, dy, geometry) {
    const { kernel, input, output } = geometry;
    const result = gpu.make<Tensor4D>([...kernel, input[3], output[3]]);
    const sizes = { m: kernel[0] * kernel[1] * input[3], n: output[3], k: output[0] * output[1] * output[2] };
    const uniforms = geometryUniforms(geometry);
    splitProduct(gpu, { shader: filterGradient, factors: [x, dy], ...sizes, uniforms }, result as Tensor);
    return result;
  },
});
