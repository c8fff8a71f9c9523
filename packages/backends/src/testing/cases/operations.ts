import { random, sizeOf, threefry2x32 } from '@glassbox/core';
import {
  avgPool,
  cast,
  maxPool,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  tensor,
  conv2d as tfConv2d,
  matMul as tfMatMul,
} from '@tensorflow/tfjs-core';
import * as ops from '../../ops/index.js';
import type { Values } from '../check.js';
import type { OpCase } from '../op-case.js';
import * as products from '../reference/products.js';
import * as rows from '../reference/rows.js';
import * as windows from '../reference/windows.js';
import { randomValues, valuesOf } from '../values.js';

/** tfjs's own products and windows, which the operations of Glassbox are made of; tfjs has their gradients elsewhere. */
export const stockCases: readonly OpCase[] = [
  ...[false, true].flatMap((transposeA) => [false, true].map((transposeB) => stockMatMul(transposeA, transposeB))),
  ...(['valid', 'same'] as const).flatMap((padding) => [1, 2].map((stride) => stockConv(padding, stride))),
  {
    name: 'tf.maxPool',
    inputs: [randomValues('stock max', [2, 5, 5, 3])],
    compute: (x) => maxPool(x as Tensor4D, 2, 2, 'same'),
    reference: (x) => windows.pool2d(x, [2, 2], { strides: [2, 2], padding: 'same' }, (seen) => Math.max(...seen)),
  },
  {
    name: 'tf.avgPool',
    inputs: [randomValues('stock average', [2, 5, 5, 3])],
    compute: (x) => avgPool(x as Tensor4D, 2, 2, 'same'),
    reference: (x) => windows.pool2d(x, [2, 2], { strides: [2, 2], padding: 'same' }, rows.mean),
  },
];

function stockMatMul(transposeA: boolean, transposeB: boolean): OpCase {
  const a = randomValues('stock a', transposeA ? [70, 5] : [5, 70]);
  const b = randomValues('stock b', transposeB ? [9, 70] : [70, 9]);
  return {
    name: `tf.matMul${transposeA ? ', left transposed' : ''}${transposeB ? ', right transposed' : ''}`,
    inputs: [a, b],
    compute: (left, right) => tfMatMul(left, right, transposeA, transposeB),
    reference: (left, right) =>
      products.matMul(transposeA ? products.transpose(left) : left, transposeB ? products.transpose(right) : right),
  };
}

function stockConv(padding: 'same' | 'valid', stride: number): OpCase {
  return {
    name: `tf.conv2d, ${padding}, stride ${stride}`,
    inputs: [randomValues('stock image', [2, 6, 5, 3]), randomValues('stock filter', [3, 3, 3, 4])],
    compute: (x, filter) => tfConv2d(x as Tensor4D, filter as Tensor4D, stride, padding),
    reference: (x, filter) => windows.conv2d(x, filter, { strides: [stride, stride], padding }),
  };
}

const negative = (name: string, shape: readonly number[]) => randomValues(name, shape, -3, -1);

/** The operations of `@glassbox/backends/ops`: values and gradients. */
export const trainingOpCases: readonly OpCase[] = [
  {
    name: 'matMul',
    inputs: [randomValues('a', [5, 70]), randomValues('b', [70, 3])],
    compute: (a, b) => ops.matMul(a as Tensor2D, b as Tensor2D),
    reference: products.matMul,
  },
  denseCase('dense', [6, 5]),
  denseCase('dense, over a sequence', [2, 3, 5]),
  {
    name: 'dense, with ReLU',
    inputs: [randomValues('dense relu', [6, 5]), randomValues('kernel', [5, 4]), randomValues('bias', [4])],
    compute: (x, kernel, bias) => ops.dense(x, kernel as Tensor2D, bias as Tensor1D, { relu: true }),
    reference: (x, kernel, bias) => {
      const { shape, data } = products.dense(x, kernel, bias);
      return valuesOf(shape, (i) => Math.max(0, data[i]!));
    },
  },
  {
    name: 'dense, of sparse inputs',
    inputs: [sparse('sparse', [9, 40]), randomValues('kernel', [40, 33]), randomValues('bias', [33])],
    compute: (x, kernel, bias) => ops.dense(x, kernel as Tensor2D, bias as Tensor1D),
    reference: products.dense,
  },
  convCase('conv2d, valid', { strides: [1, 1], padding: 'valid' }),
  convCase('conv2d, same', { strides: [1, 1], padding: 'same' }),
  convCase('conv2d, same, stride 2', { strides: [2, 2], padding: 'same' }),
  convCase('conv2d, valid, strides 2 and 1', { strides: [2, 1], padding: 'valid' }),
  convCase('conv2d, same, dilated', { strides: [1, 1], padding: 'same', dilations: [2, 2] }),
  maxPoolCase('maxPool2d', randomValues('max', [2, 6, 6, 2]), { strides: [2, 2], padding: 'valid' }),
  maxPoolCase('maxPool2d, same, overlapping', randomValues('max same', [1, 5, 6, 2]), {
    strides: [1, 1],
    padding: 'same',
  }),
  maxPoolCase('maxPool2d, of negative values', negative('max negative', [1, 4, 4, 2]), {
    strides: [2, 2],
    padding: 'same',
  }),
  averagePoolCase('averagePool2d', { strides: [2, 2], padding: 'valid' }),
  averagePoolCase('averagePool2d, same, overlapping', { strides: [1, 1], padding: 'same' }),
  {
    name: 'globalAveragePool2d',
    inputs: [randomValues('global', [2, 3, 4, 2])],
    compute: (x) => ops.globalAveragePool2d(x as Tensor4D),
    reference: (x) => ({
      ...windows.pool2d(x, [3, 4], { strides: [1, 1], padding: 'valid' }, rows.mean),
      shape: [2, 2],
    }),
  },
  {
    name: 'embeddingLookup, with repeated indices',
    inputs: [randomValues('table', [7, 4])],
    compute: (table) => ops.embeddingLookup(table as Tensor2D, tensor([5, 0, 5, 5, 2, 6], [2, 3], 'int32')),
    reference: (table) => products.lookup(table, [5, 0, 5, 5, 2, 6], [2, 3]),
  },
  {
    name: 'softmaxCrossEntropy',
    inputs: [randomValues('logits', [4, 5], -6, 6)],
    compute: (logits) => ops.softmaxCrossEntropy(logits as Tensor2D, oneHotTensor()),
    reference: (logits) => rows.reduceRows(logPicked(logits), (row) => -rows.sum(row)),
  },
  {
    name: 'softmaxCrossEntropy, targets that are whole numbers',
    inputs: [randomValues('logits', [4, 5], -6, 6)],
    compute: (logits) => ops.softmaxCrossEntropy(logits as Tensor2D, cast(oneHotTensor(), 'int32')),
    reference: (logits) => rows.reduceRows(logPicked(logits), (row) => -rows.sum(row)),
  },
  {
    name: 'sparseSoftmaxCrossEntropy',
    inputs: [randomValues('logits', [4, 5], -6, 6)],
    compute: (logits) =>
      ops.sparseSoftmaxCrossEntropy(logits as Tensor2D, tensor([4, 0, 3, 1], [4], 'int32') as Tensor1D),
    reference: (logits) => rows.reduceRows(logPicked(logits), (row) => -rows.sum(row)),
  },
  {
    name: 'sigmoidCrossEntropy',
    inputs: [randomValues('logits', [4, 5], -6, 6)],
    compute: (logits) => ops.sigmoidCrossEntropy(logits as Tensor2D, oneHotTensor()),
    reference: (logits) =>
      rows.reduceRows(
        valuesOf([4, 5], (i) => Math.log1p(Math.exp(logits.data[i]!)) - logits.data[i]! * picks[i]!),
        rows.mean,
      ),
  },
  {
    name: 'batchNormalize',
    inputs: [randomValues('normal', [3, 2, 2, 3]), randomValues('gamma', [3], 0.5, 2), randomValues('beta', [3])],
    compute: (x, gamma, beta) => ops.batchNormalize(x, ops.batchMoments(x), gamma as Tensor1D, beta as Tensor1D, 1e-3),
    reference: (x, gamma, beta) => rows.batchNormalize(x, gamma, beta, 1e-3),
  },
  {
    name: 'dropout',
    inputs: [randomValues('dropout', [4, 9])],
    compute: (x) => ops.dropout(x, 0.25, random(3, 'mask')),
    reference: (x) => dropped(x, 0.25, random(3, 'mask').key),
  },
];

/** Values of which most rows and columns are zero, as those of a drawing are. */
function sparse(name: string, shape: readonly [number, number]): Values {
  const { data } = randomValues(name, shape);
  return valuesOf(shape, (i) => (Math.floor(i / shape[1]) % 3 === 0 && i % 5 < 2 ? data[i]! : 0));
}

function denseCase(name: string, shape: readonly number[]): OpCase {
  return {
    name,
    inputs: [randomValues(name, shape), randomValues('kernel', [5, 4]), randomValues('bias', [4])],
    compute: (x, kernel, bias) => ops.dense(x, kernel as Tensor2D, bias as Tensor1D),
    reference: products.dense,
  };
}

function convCase(name: string, windowing: windows.Windowing): OpCase {
  return {
    name,
    inputs: [randomValues('image', [2, 6, 5, 2]), randomValues('filter', [3, 2, 2, 3]), randomValues('bias', [3])],
    compute: (x, filter, bias) => ops.conv2d(x as Tensor4D, filter as Tensor4D, windowing, bias as Tensor1D),
    reference: (x, filter, bias) => {
      const { shape, data } = windows.conv2d(x, filter, windowing);
      return valuesOf(shape, (i) => data[i]! + bias.data[i % 3]!);
    },
  };
}

function maxPoolCase(name: string, x: Values, windowing: windows.Windowing): OpCase {
  return {
    name,
    inputs: [x],
    compute: (image) => ops.maxPool2d(image as Tensor4D, windowing),
    reference: (image) => windows.pool2d(image, [2, 2], windowing, (seen) => Math.max(...seen)),
  };
}

function averagePoolCase(name: string, windowing: windows.Windowing): OpCase {
  return {
    name,
    inputs: [randomValues(name, [2, 5, 6, 2])],
    compute: (x) => ops.averagePool2d(x as Tensor4D, { poolSize: [3, 2], ...windowing }),
    reference: (x) => windows.pool2d(x, [3, 2], windowing, rows.mean),
  };
}

/** One-hot rows of four samples and five classes. */
const picks = [4, 0, 3, 1].flatMap((label) => Array.from({ length: 5 }, (_, i) => Number(i === label)));
const oneHotTensor = () => tensor(picks, [4, 5]) as Tensor2D;
const logPicked = (logits: Values): Values => {
  const logs = rows.rowsOf(logits).flatMap(rows.logSoftmax);
  return valuesOf([4, 5], (i) => logs[i]! * picks[i]!);
};

/** Element i is dropped where word `i mod 2` of Threefry block `i div 2` lies below `rate 2^32`. */
function dropped(x: Values, rate: number, key: readonly [number, number]): Values {
  const words = new Uint32Array(2 * Math.ceil(sizeOf(x.shape) / 2));
  for (let i = 0; i < words.length; i += 2) threefry2x32(key[0], key[1], i / 2, 0, words.subarray(i, i + 2));
  return valuesOf(x.shape, (i) => (words[i]! < rate * 2 ** 32 ? 0 : x.data[i]! / (1 - rate)));
}
