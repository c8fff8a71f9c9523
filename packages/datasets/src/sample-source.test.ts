import type { IndexedData } from '@glassbox/core';
import { expect, it } from 'vitest';
import { Dataset } from './dataset.js';

/** Indexed data of a user: squares and their roots. */
const squares: IndexedData = {
  size: 4,
  inputShape: [1],
  targetShape: [1],
  readBatch: (indices) => ({
    size: indices.length,
    inputs: { data: Float32Array.from(indices, (i) => i * i), shape: [indices.length, 1] },
    targets: { data: Float32Array.from(indices), shape: [indices.length, 1] },
  }),
};

it('makes a dataset of any indexed data', () => {
  const data = Dataset.over(squares).skip(1).concat(squares);
  expect(data.toArrays()).toEqual({
    inputs: { data: Float32Array.of(1, 4, 9, 0, 1, 4, 9), shape: [7, 1] },
    targets: { data: Float32Array.of(1, 2, 3, 0, 1, 2, 3), shape: [7, 1] },
  });
  const own = Dataset.from({ inputs: [[1]] });
  expect(Dataset.over(own)).toBe(own);
});

it('knows class indices of foreign data, and data without targets', () => {
  const { readBatch } = squares;
  const classes = Dataset.over({
    ...squares,
    targetShape: [],
    readBatch: (indices) => ({
      ...readBatch(indices),
      targets: { data: Int32Array.from(indices), shape: [indices.length] },
    }),
  });
  expect(classes.classCounts()).toEqual([1, 1, 1, 1]);
  const { inputs } = Dataset.over({ ...squares, targetShape: undefined }).readBatch([3]);
  expect([...inputs.data]).toEqual([9]);
  expect(Dataset.over({ ...squares, targetShape: undefined }).readBatch([3]).targets).toBeUndefined();
});
