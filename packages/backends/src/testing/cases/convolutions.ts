import type { Tensor1D, Tensor3D, Tensor4D, Tensor5D } from '@tensorflow/tfjs-core';
import * as ops from '../../ops/index.js';
import type { OpCase } from '../op-case.js';
import { type AnyWindowing, convolve, convolveDepthwise, shifted, spread } from '../reference/any-rank.js';
import { randomValues } from '../values.js';

const bias = (width: number) => randomValues('bias', [width]);

function conv1dCase(name: string, options: ops.Conv1dOptions): OpCase {
  const { strides = 1, padding = 'valid', dilations = 1 } = options;
  return {
    name: `conv1d, ${name}`,
    inputs: [randomValues('sequence', [2, 7, 2]), randomValues('taps', [3, 2, 3]), bias(3)],
    compute: (x, filter, b) => ops.conv1d(x as Tensor3D, filter as Tensor3D, options, b as Tensor1D),
    reference: (x, filter, b) =>
      shifted(convolve(x, filter, { strides: [strides], padding, dilations: [dilations] }), b),
  };
}

function conv3dCase(name: string, windowing: AnyWindowing & ops.Conv3dOptions): OpCase {
  return {
    name: `conv3d, ${name}`,
    inputs: [randomValues('volume', [1, 4, 3, 5, 2]), randomValues('cube', [2, 3, 2, 2, 2]), bias(2)],
    compute: (x, filter, b) => ops.conv3d(x as Tensor5D, filter as Tensor5D, windowing, b as Tensor1D),
    reference: (x, filter, b) => shifted(convolve(x, filter, windowing), b),
  };
}

function transposeCase(
  name: string,
  places: readonly [number, number],
  options: ops.TransposedOptions & AnyWindowing,
): OpCase {
  return {
    name: `conv2dTranspose, ${name}`,
    inputs: [randomValues('small', [2, 3, 4, 2]), randomValues('spread', [3, 2, 3, 2]), bias(3)],
    compute: (x, filter, b) => ops.conv2dTranspose(x as Tensor4D, filter as Tensor4D, options, b as Tensor1D),
    reference: (x, filter, b) => shifted(spread(x, filter, places, options), b),
  };
}

function depthwiseCase(name: string, multiplier: number, windowing: AnyWindowing & ops.WindowOptions): OpCase {
  return {
    name: `depthwiseConv2d, ${name}`,
    inputs: [randomValues('deep', [2, 6, 5, 3]), randomValues('wise', [3, 2, 3, multiplier]), bias(3 * multiplier)],
    compute: (x, filter, b) => ops.depthwiseConv2d(x as Tensor4D, filter as Tensor4D, windowing, b as Tensor1D),
    reference: (x, filter, b) => shifted(convolveDepthwise(x, filter, windowing), b),
  };
}

/** Convolutions beyond the plain 2-D one: values and gradients. */
export const convolutionCases: readonly OpCase[] = [
  conv1dCase('valid', {}),
  conv1dCase('same, stride 2', { strides: 2, padding: 'same' }),
  conv1dCase('causal, dilated', { padding: 'causal', dilations: 2 }),
  conv3dCase('valid', { strides: [1, 1, 1], padding: 'valid' }),
  conv3dCase('same, strides 2, 1 and 2', { strides: [2, 1, 2], padding: 'same' }),
  conv3dCase('same, dilated', { strides: [1, 1, 1], padding: 'same', dilations: [2, 1, 2] }),
  transposeCase('valid', [5, 5], { strides: [1, 1], padding: 'valid' }),
  transposeCase('valid, strides 2 and 3', [7, 12], { strides: [2, 3], padding: 'valid' }),
  transposeCase('same, stride 2', [6, 8], { strides: [2, 2], padding: 'same' }),
  transposeCase('same, stride 2, output padding', [6, 7], { strides: [2, 2], padding: 'same', outputPadding: 1 }),
  transposeCase('valid, dilated', [7, 6], { strides: [1, 1], padding: 'valid', dilations: [2, 2] }),
  {
    name: 'conv1dTranspose, same, stride 2',
    inputs: [randomValues('short', [2, 3, 2]), randomValues('stretch', [3, 3, 2]), bias(3)],
    compute: (x, filter, b) =>
      ops.conv1dTranspose(x as Tensor3D, filter as Tensor3D, { strides: 2, padding: 'same' }, b as Tensor1D),
    reference: (x, filter, b) => shifted(spread(x, filter, [6], { strides: [2], padding: 'same' }), b),
  },
  depthwiseCase('valid', 1, { strides: [1, 1], padding: 'valid' }),
  depthwiseCase('same, stride 2, multiplier 2', 2, { strides: [2, 2], padding: 'same' }),
  depthwiseCase('same, dilated', 1, { strides: [1, 1], padding: 'same', dilations: [2, 2] }),
  depthwiseCase('same, strided and dilated', 2, { strides: [2, 2], padding: 'same', dilations: [2, 1] }),
  {
    name: 'depthwiseConv1d, same, multiplier 2',
    inputs: [randomValues('sequence', [2, 7, 2]), randomValues('own taps', [3, 2, 2]), bias(4)],
    compute: (x, filter, b) =>
      ops.depthwiseConv1d(x as Tensor3D, filter as Tensor3D, { padding: 'same' }, b as Tensor1D),
    reference: (x, filter, b) => shifted(convolveDepthwise(x, filter, { strides: [1], padding: 'same' }), b),
  },
  {
    name: 'separableConv2d, same, stride 2',
    inputs: [
      randomValues('deep', [2, 6, 5, 3]),
      randomValues('wise', [3, 2, 3, 2]),
      randomValues('mix', [1, 1, 6, 2]),
      bias(2),
    ],
    compute: (x, filter, mix, b) =>
      ops.separableConv2d(
        x as Tensor4D,
        filter as Tensor4D,
        mix as Tensor4D,
        { strides: 2, padding: 'same' },
        b as Tensor1D,
      ),
    reference: (x, filter, mix, b) => {
      const deep = convolveDepthwise(x, filter, { strides: [2, 2], padding: 'same' });
      return shifted(convolve(deep, mix, { strides: [1, 1], padding: 'valid' }), b);
    },
  },
  {
    name: 'separableConv1d',
    inputs: [
      randomValues('sequence', [2, 7, 2]),
      randomValues('own taps', [3, 2, 2]),
      randomValues('mix', [1, 4, 3]),
      bias(3),
    ],
    compute: (x, filter, mix, b) =>
      ops.separableConv1d(x as Tensor3D, filter as Tensor3D, mix as Tensor3D, {}, b as Tensor1D),
    reference: (x, filter, mix, b) => {
      const deep = convolveDepthwise(x, filter, { strides: [1], padding: 'valid' });
      return shifted(convolve(deep, mix, { strides: [1], padding: 'valid' }), b);
    },
  },
];
