import type { Tensor2D } from '@tensorflow/tfjs-core';
import * as ops from '../../ops/index.js';
import type { Values } from '../check.js';
import type { OpCase } from '../op-case.js';
import * as rows from '../reference/rows.js';
import { randomValues, valuesOf } from '../values.js';

/** An einsum by its definition: for each place of the output, a sum over all places of the axes that it lacks. */
function einsumReference(equation: string, a: Values, b: Values): Values {
  const [operands, output] = equation.split('->') as [string, string];
  const [left, right] = operands.split(',') as [string, string];
  const labels = [...new Set(output + left + right)];
  const extentOf = (label: string) =>
    left.includes(label) ? a.shape[left.indexOf(label)]! : b.shape[right.indexOf(label)]!;
  const extents = labels.map(extentOf);
  const at = (shape: readonly number[], axes: string, place: readonly number[]) =>
    [...axes].reduce((index, label, axis) => index * shape[axis]! + place[labels.indexOf(label)]!, 0);
  const shape = [...output].map(extentOf);
  const sums = new Array<number>(shape.reduce((size, extent) => size * extent, 1)).fill(0);
  const count = extents.reduce((size, extent) => size * extent, 1);
  for (let i = 0; i < count; i++) {
    const place: number[] = [];
    for (let axis = extents.length - 1, rest = i; axis >= 0; axis--) {
      place[axis] = rest % extents[axis]!;
      rest = Math.floor(rest / extents[axis]!);
    }
    sums[at(shape, output, place)]! += a.data[at(a.shape, left, place)]! * b.data[at(b.shape, right, place)]!;
  }
  return valuesOf(shape, (i) => sums[i]!);
}

function einsumCase(equation: string, left: readonly number[], right: readonly number[]): OpCase {
  return {
    name: `einsum ${equation}`,
    inputs: [randomValues(`${equation} left`, left), randomValues(`${equation} right`, right)],
    compute: (a, b) => ops.einsum(equation, a, b),
    reference: (a, b) => einsumReference(equation, a, b),
  };
}

function normalizeCase(name: string, centred: boolean): OpCase {
  return {
    name,
    inputs: [randomValues(name, [3, 5], -2, 3)],
    compute: (x) => ops.normalizeRows(x as Tensor2D, 1e-3, centred),
    reference(x) {
      const normal = rows.rowsOf(x).flatMap((row) => {
        const mean = centred ? rows.mean(row) : 0;
        const scale = Math.sqrt(rows.mean(row.map((value) => (value - mean) ** 2)) + 1e-3);
        return row.map((value) => (value - mean) / scale);
      });
      return valuesOf(x.shape, (i) => normal[i]!);
    },
  };
}

/** What normalisation and attention are made of. */
export const attentionCases: readonly OpCase[] = [
  einsumCase('ab,bc->ac', [3, 4], [4, 2]),
  einsumCase('bqhd,bkhd->bhqk', [2, 3, 2, 4], [2, 2, 2, 4]),
  einsumCase('bhqk,bkhd->bqhd', [2, 2, 3, 2], [2, 2, 2, 4]),
  einsumCase('abc,cde->aebd', [2, 3, 2], [2, 4, 3]),
  einsumCase('abc,db->dc', [2, 3, 4], [2, 3]),
  normalizeCase('normalizeRows, centred', true),
  normalizeCase('normalizeRows', false),
];
