import type { BackendKernels } from '@glassbox/backends/ops';
import { sizeOf } from '@glassbox/core';
import { engine, type Tensor, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Gpu } from './gpu.js';
import { elementShader, GROUP } from './shader.js';
import { threefry } from './threefry.js';

const reluGradient = elementShader(
  'reluGradient',
  [
    { name: 'dy', access: 'in' },
    { name: 'y', access: 'in' },
    { name: 'dx', access: 'out' },
  ],
  {},
  '  dx[i] = select(0.0, dy[i], y[i] > 0.0);',
);

const dropout = elementShader(
  'dropout',
  [
    { name: 'x', access: 'in' },
    { name: 'y', access: 'out' },
  ],
  { length: 'u32', limit: 'u32', key0: 'u32', key1: 'u32', scale: 'f32' },
  `  let words = threefry(vec2<u32>(parameters.key0, parameters.key1), vec2<u32>(i, 0u));
  let at = 2u * i;
  y[at] = x[at] * select(parameters.scale, 0.0, words.x < parameters.limit);
  if (at + 1u < parameters.length) {
    y[at + 1u] = x[at + 1u] * select(parameters.scale, 0.0, words.y < parameters.limit);
  }`,
  threefry,
);

const crossEntropy = elementShader(
  'sparseSoftmaxCrossEntropy',
  [
    { name: 'logits', access: 'in' },
    { name: 'labels', access: 'in', type: 'i32' },
    { name: 'losses', access: 'out' },
    { name: 'probabilities', access: 'out' },
  ],
  { classes: 'u32' },
  `  let start = i * parameters.classes;
  let end = start + parameters.classes;
  var largest = logits[start];
  for (var at = start; at < end; at++) { largest = max(largest, logits[at]); }
  var sum = 0.0;
  for (var at = start; at < end; at++) { sum += exp(logits[at] - largest); }
  for (var at = start; at < end; at++) { probabilities[at] = exp(logits[at] - largest) / sum; }
  losses[i] = log(sum) + largest - logits[start + u32(labels[i])];`,
);

const crossEntropyGradient = elementShader(
  'sparseSoftmaxCrossEntropyGradient',
  [
    { name: 'probabilities', access: 'in' },
    { name: 'labels', access: 'in', type: 'i32' },
    { name: 'upstream', access: 'in' },
    { name: 'gradient', access: 'out' },
  ],
  { classes: 'u32' },
  `  let row = i / parameters.classes;
  let isLabel = i % parameters.classes == u32(labels[row]);
  gradient[i] = (probabilities[i] - select(0.0, 1.0, isLabel)) * upstream[row];`,
);

const bytesToFloat = elementShader(
  'bytesToFloat',
  [
    { name: 'words', access: 'in', type: 'u32' },
    { name: 'values', access: 'out' },
  ],
  { scale: 'f32' },
  '  values[i] = f32((words[i / 4u] >> (8u * (i % 4u))) & 255u) * parameters.scale;',
);

/** Several operations in one dispatch each, on tfjs's device. */
export const fusedKernels = (gpu: Gpu): BackendKernels => ({ ...layerKernels(gpu), ...batchKernels(gpu) });

/** What layers are made of. */
function layerKernels(gpu: Gpu): BackendKernels {
  return {
    reluGradient(dy, y) {
      const dx = gpu.make<Tensor>(dy.shape);
      gpu.run(reluGradient, {
        tensors: [dy, y, dx],
        uniforms: [['u32', dy.size]],
        groups: gpu.groups(dy.size, GROUP),
      });
      return dx;
    },

    dropout(x, rate, [key0, key1]) {
      const y = gpu.make<Tensor>(x.shape);
      const pairs = Math.ceil(x.size / 2);
      // Words are whole numbers: one lies below a threshold where it lies below the next whole number.
      const limit = Math.ceil(rate * 2 ** 32);
      gpu.run(dropout, {
        tensors: [x, y],
        uniforms: [
          ['u32', pairs],
          ['u32', x.size],
          ['u32', limit],
          ['u32', key0],
          ['u32', key1],
          ['f32', 1 / (1 - rate)],
        ],
        groups: gpu.groups(pairs, GROUP),
      });
      return y;
    },
  };
}

/** What a batch begins and ends with. */
function batchKernels(gpu: Gpu): BackendKernels {
  return {
    sparseSoftmaxCrossEntropy(logits, labels) {
      const [rows, classes] = logits.shape;
      const losses = gpu.make<Tensor1D>([rows]);
      const probabilities = gpu.make<Tensor2D>([rows, classes]);
      const uniforms = [['u32', rows] as const, ['u32', classes] as const];
      const tensors = [logits, labels, losses, probabilities];
      gpu.run(crossEntropy, { tensors, uniforms, groups: gpu.groups(rows, GROUP) });
      return { losses, probabilities };
    },

    sparseSoftmaxCrossEntropyGradient(probabilities, labels, dLosses) {
      const gradient = gpu.make<Tensor2D>(probabilities.shape);
      gpu.run(crossEntropyGradient, {
        tensors: [probabilities, labels, dLosses, gradient],
        uniforms: [
          ['u32', probabilities.size],
          ['u32', probabilities.shape[1]],
        ],
        groups: gpu.groups(probabilities.size, GROUP),
      });
      return gradient;
    },

    bytesToFloat(bytes, scale, shape) {
      const size = sizeOf(shape);
      const words = new Int32Array(Math.ceil(size / 4));
      new Uint8Array(words.buffer).set(bytes);
      const packed = engine().makeTensorFromTensorInfo(
        gpu.backend.makeTensorInfo([words.length], 'int32', words),
      ) as Tensor;
      const values = gpu.make<Tensor>(shape);
      gpu.run(bytesToFloat, {
        tensors: [packed, values],
        uniforms: [
          ['u32', size],
          ['f32', scale],
        ],
        groups: gpu.groups(size, GROUP),
      });
      packed.dispose();
      return values;
    },
  };
}
