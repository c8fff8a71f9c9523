import { type IndexedData, ndArray } from '@glassbox/core';
import { expect, it } from 'vitest';
import { confidences, labelsOf, surestMistakes } from './answers.js';

it('reads the labels of more samples than fit in a chunk, in order', () => {
  const data: IndexedData = {
    size: 2345,
    inputShape: [1],
    targetShape: [],
    readBatch: (indices) => ({
      size: indices.length,
      inputs: ndArray(new Float32Array(indices.length), [indices.length, 1]),
      targets: ndArray(
        Int32Array.from(indices, (index) => index % 10),
        [indices.length],
      ),
    }),
  };
  expect([...labelsOf(data)]).toEqual(Array.from({ length: 2345 }, (_, index) => index % 10));
});

it('puts the mistakes first that the network was surest of', () => {
  const rows = [0.9, 0.1, 0.4, 0.6, 0.2, 0.8, 0.7, 0.3];
  const prediction = { row: (index: number) => Float32Array.from(rows.slice(2 * index, 2 * index + 2)) };
  const answers = { prediction, predicted: Int32Array.from([0, 1, 1, 0]), labels: Int32Array.from([0, 0, 0, 1]) };
  expect([...confidences(answers)].map((value) => value.toFixed(1))).toEqual(['0.9', '0.6', '0.8', '0.7']);
  expect(surestMistakes(answers)).toEqual([2, 3, 1]);
});
