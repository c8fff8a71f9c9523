import type { BackendKernels, WindowGeometry } from '@glassbox/backends/ops';
import type { Tensor4D, TensorInfo } from '@tensorflow/tfjs-core';
import type { Gpu, Shader, Uniform } from './gpu.js';
import { type BufferOf, elementShader, type Fields, GROUP } from './shader.js';

const names = [
  ...['height', 'width', 'channels', 'outHeight', 'outWidth'],
  ...['kernelHeight', 'kernelWidth', 'strideY', 'strideX', 'dilationY', 'dilationX', 'top', 'left'],
] as const;

/** A geometry's part of a uniform block, which {@link geometryUniforms} fills. */
export const geometryFields: Fields = Object.fromEntries(names.map((name) => [name, 'u32' as const]));

export function geometryUniforms({ input, output, kernel, strides, dilations, padding }: WindowGeometry): Uniform[] {
  const [, height, width, channels] = input;
  const sizes = [height, width, channels, output[1], output[2]];
  return [...sizes, ...kernel, ...strides, ...dilations, padding.top, padding.left].map((value) => ['u32', value]);
}

/**
 * Goes over the windows that see element i of the image: `seen` runs for each, with its tap of the window at `tapY`, `tapX`, and the
 * window's place in the output, `window`, whose first pixel lies at `firstY`, `firstX`, counted with the padding.
 */
const overWindows = (seen: string) => `  let p = parameters;
  let channel = i % p.channels;
  let column = (i / p.channels) % p.width + p.left;
  let row = (i / (p.channels * p.width)) % p.height + p.top;
  let sample = i / (p.channels * p.width * p.height);
  var sum = 0.0;
  for (var tapY = 0u; tapY < p.kernelHeight; tapY++) {
    let firstY = row - tapY * p.dilationY;
    if (row < tapY * p.dilationY || firstY % p.strideY != 0u || firstY / p.strideY >= p.outHeight) { continue; }
    for (var tapX = 0u; tapX < p.kernelWidth; tapX++) {
      let firstX = column - tapX * p.dilationX;
      if (column < tapX * p.dilationX || firstX % p.strideX != 0u || firstX / p.strideX >= p.outWidth) { continue; }
      let line = sample * p.outHeight + firstY / p.strideY;
      let window = (line * p.outWidth + firstX / p.strideX) * p.channels + channel;
${seen}
    }
  }
  dx[i] = sum;`;

const dy: BufferOf = { name: 'dy', access: 'in' };
const dx: BufferOf = { name: 'dx', access: 'out' };

/** An element takes a window's gradient where it is the largest and no tap before it is. */
const maxGradient = elementShader(
  'maxPool2dGradient',
  [dy, { name: 'x', access: 'in' }, { name: 'y', access: 'in' }, dx],
  geometryFields,
  overWindows(`      let largest = y[window];
      var first = x[i] == largest;
      for (var tap = 0u; first && tap < tapY * p.kernelWidth + tapX; tap++) {
        let otherY = firstY + (tap / p.kernelWidth) * p.dilationY;
        let otherX = firstX + (tap % p.kernelWidth) * p.dilationX;
        if (otherY < p.top || otherX < p.left || otherX >= p.left + p.width) { continue; }
        let pixel = (sample * p.height + otherY - p.top) * p.width + otherX - p.left;
        first = x[pixel * p.channels + channel] != largest;
      }
      if (first) { sum += dy[window]; }`),
);

/** How many taps of a window lie inside along one axis. */
const inside = (first: string, kernel: string, before: string, size: string) =>
  `min(${before} + ${size}, ${first} + ${kernel}) - max(${before}, ${first})`;

const averageGradient = elementShader(
  'averagePool2dGradient',
  [dy, dx],
  geometryFields,
  overWindows(`      let high = ${inside('firstY', 'p.kernelHeight', 'p.top', 'p.height')};
      let wide = ${inside('firstX', 'p.kernelWidth', 'p.left', 'p.width')};
      sum += dy[window] / f32(high * wide);`),
);

/** Gradients of pooling, an element of the image a thread: each is written once, in an order of its own. */
export function poolingKernels(gpu: Gpu): BackendKernels {
  const gradient = (shader: Shader, inputs: readonly TensorInfo[], geometry: WindowGeometry): Tensor4D => {
    const result = gpu.make<Tensor4D>(geometry.input);
    gpu.run(shader, {
      tensors: [...inputs, result],
      uniforms: [['u32', result.size], ...geometryUniforms(geometry)],
      groups: gpu.groups(result.size, GROUP),
    });
    return result;
  };
  return {
    maxPool2dGradient: (slopes, x, y, geometry) => gradient(maxGradient, [slopes, x, y], geometry),
    averagePool2dGradient: (slopes, geometry) => gradient(averageGradient, [slopes], geometry),
  };
}
