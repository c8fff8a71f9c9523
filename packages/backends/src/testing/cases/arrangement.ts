import {
  add,
  addN,
  argMax,
  cast,
  concat,
  equal,
  gather,
  greater,
  logicalAnd,
  logicalNot,
  logSoftmax,
  max,
  mean,
  min,
  oneHot,
  pad,
  reshape,
  slice,
  softmax,
  stridedSlice,
  sum,
  type Tensor,
  type Tensor1D,
  tensor1d,
  tile,
  transpose,
  where,
} from '@tensorflow/tfjs-core';
import type { Values } from '../check.js';
import type { OpCase } from '../op-case.js';
import * as products from '../reference/products.js';
import * as rows from '../reference/rows.js';
import { randomValues, valuesOf } from '../values.js';

const x = randomValues('arrangement', [4, 6]);
const at = ({ data, shape }: Values, row: number, column: number) => data[row * shape[1]! + column]!;
/** A matrix by row and column. */
const matrix = (height: number, width: number, value: (row: number, column: number) => number): Values =>
  valuesOf([height, width], (i) => value(Math.floor(i / width), i % width));
const bits = (tensor: Tensor) => cast(tensor, 'float32');

function reduction(name: string, compute: (x: Tensor) => Tensor, reduce: (row: readonly number[]) => number): OpCase {
  return { name: `${name}, of each row`, inputs: [x], compute, reference: (a) => rows.reduceRows(a, reduce) };
}

function ofRow(
  name: string,
  compute: (x: Tensor) => Tensor,
  map: (row: readonly number[]) => readonly number[],
): OpCase {
  const reference = (a: Values): Values => ({ shape: a.shape, data: Float64Array.from(rows.rowsOf(a).flatMap(map)) });
  return { name, inputs: [x], compute, reference };
}

function one(name: string, compute: (x: Tensor) => Tensor, reference: (x: Values) => Values): OpCase {
  return { name, inputs: [x], compute, reference };
}

/** Sums and their like, softmax, comparisons, and operations that only move numbers. */
export const arrangementCases: readonly OpCase[] = [
  reduction('sum', (a) => sum(a, 1), rows.sum),
  reduction('mean', (a) => mean(a, 1), rows.mean),
  reduction(
    'max',
    (a) => max(a, 1),
    (row) => Math.max(...row),
  ),
  reduction(
    'min',
    (a) => min(a, 1),
    (row) => Math.min(...row),
  ),
  reduction(
    'argMax',
    (a) => bits(argMax(a, 1)),
    (row) => row.indexOf(Math.max(...row)),
  ),
  one(
    'sum, of all',
    (a) => sum(a),
    (a) => valuesOf([], () => rows.sum([...a.data])),
  ),
  one(
    'sum, of each column',
    (a) => sum(a, 0),
    (a) => rows.reduceRows(products.transpose(a), rows.sum),
  ),
  ofRow(
    'softmax',
    (a) => softmax(a),
    (row) => rows.logSoftmax(row).map(Math.exp),
  ),
  ofRow('logSoftmax', (a) => logSoftmax(a), rows.logSoftmax),
  ofRow(
    'greater',
    (a) => bits(greater(a, 0.1)),
    (row) => row.map((v) => Number(v > 0.1)),
  ),
  ofRow(
    'equal',
    (a) => bits(equal(a, max(a, 1, true))),
    (row) => row.map((v) => Number(v === Math.max(...row))),
  ),
  ofRow(
    'logical',
    (a) => bits(logicalAnd(greater(a, 0), logicalNot(greater(a, 0.5)))),
    (row) => row.map((v) => Number(v > 0 && v <= 0.5)),
  ),
  ofRow(
    'where',
    (a) => where(greater(a, 0), a, add(a, a)),
    (row) => row.map((v) => (v > 0 ? v : v + v)),
  ),
  one('transpose', (a) => transpose(a), products.transpose),
  one(
    'reshape',
    (a) => reshape(a, [2, 3, 4]),
    (a) => ({ shape: [2, 3, 4], data: a.data }),
  ),
  one(
    'slice',
    (a) => slice(a, [1, 2], [2, 3]),
    (a) => matrix(2, 3, (row, column) => at(a, row + 1, column + 2)),
  ),
  one(
    'stridedSlice',
    (a) => stridedSlice(a, [0, 1], [4, 6], [2, 2]),
    (a) => matrix(2, 3, (row, column) => at(a, 2 * row, 2 * column + 1)),
  ),
  one(
    'pad',
    (a) =>
      pad(
        a,
        [
          [1, 0],
          [0, 2],
        ],
        -7,
      ),
    (a) => matrix(5, 8, (row, column) => (row < 1 || column > 5 ? -7 : at(a, row - 1, column))),
  ),
  one(
    'pad of five axes',
    (a) =>
      reshape(
        pad(reshape(a, [1, 2, 2, 3, 2]), [
          [0, 0],
          [1, 0],
          [0, 0],
          [0, 0],
          [0, 0],
        ]),
        [6, 6],
      ),
    (a) => matrix(6, 6, (row, column) => (row < 2 ? 0 : at(a, row - 2, column))),
  ),
  one(
    'addN of twelve tensors',
    (a) => addN(Array.from({ length: 12 }, () => a)),
    (a) => matrix(4, 6, (row, column) => 12 * at(a, row, column)),
  ),
  one(
    'pad with -Infinity',
    (a) =>
      pad(
        a,
        [
          [0, 0],
          [1, 0],
        ],
        Number.NEGATIVE_INFINITY,
      ),
    (a) => matrix(4, 7, (row, column) => (column < 1 ? Number.NEGATIVE_INFINITY : at(a, row, column - 1))),
  ),
  one(
    'concat',
    (a) => concat([a, a], 1),
    (a) => matrix(4, 12, (row, column) => at(a, row, column % 6)),
  ),
  one(
    'tile',
    (a) => tile(a, [2, 1]),
    (a) => matrix(8, 6, (row, column) => at(a, row % 4, column)),
  ),
  one(
    'gather',
    (a) => gather(a, tensor1d([3, 0, 3], 'int32')),
    (a) => products.lookup(a, [3, 0, 3], [3]),
  ),
  one(
    'oneHot',
    (a) => bits(oneHot(argMax(a, 1) as Tensor1D, 6)),
    (a) => {
      const tops = rows.rowsOf(a).map((row) => row.indexOf(Math.max(...row)));
      return matrix(4, 6, (row, column) => Number(tops[row] === column));
    },
  ),
];
