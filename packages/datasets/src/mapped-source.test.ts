import { describe, expect, it } from 'vitest';
import { Dataset } from './dataset.js';

const data = Dataset.from({ inputs: [[1], [2], [3]], targets: [0, 1, 1], classNames: ['a', 'b'] });

describe('map', () => {
  it('runs for the samples that are read, each time they are', () => {
    const seen: number[] = [];
    const mapped = data.map(({ input }, index) => {
      seen.push(index);
      return { input };
    });
    expect(seen).toEqual([]);
    mapped.readBatch([2, 0]);
    mapped.skip(1).readBatch([0]);
    expect(seen).toEqual([2, 0, 1]);
  });

  it('changes shapes where it is told: one-hot targets from classes', () => {
    const oneHot = data.map(({ input, target }) => ({ input, target: [0, 1].map((k) => Number(k === target![0])) }), {
      targetShape: [2],
    });
    expect(oneHot.toArrays().targets).toEqual({ data: Float32Array.of(1, 0, 0, 1, 0, 1), shape: [3, 2] });
    expect(() => oneHot.labels()).toThrow(/no class indices/);
  });

  it('gives targets to data without', () => {
    const bare = Dataset.from({ inputs: [[1], [4]] });
    const squares = bare.map(({ input }) => ({ input, target: [input[0]! ** 2] }), { targetShape: [1] });
    expect(squares.readBatch([1]).targets?.data).toEqual(Float32Array.of(16));
  });

  it.each([
    ['too many inputs', () => ({ input: [1, 2] }), 'shape-mismatch', /sample 2 an input of 2 numbers, but 1 were/],
    ['too many targets', () => ({ input: [1], target: [1, 2] }), 'shape-mismatch', /a target of 2 numbers/],
    ['a class that is none', () => ({ input: [1], target: [2] }), 'label-out-of-range', /Sample 2 has the label 2/],
    ['a class that is no whole number', () => ({ input: [1], target: [0.5] }), 'label-out-of-range', /label 0.5/],
  ])('refuses %s when a batch is read', (_, f, code, message) => {
    const mapped = data.map(f);
    expect(() => mapped.readBatch([2])).toThrow(message);
    expect(() => mapped.readBatch([2])).toThrow(expect.objectContaining({ code }));
  });

  it('says on which sample the function failed, with its error', () => {
    const cause = new Error('no such file');
    const mapped = data.map(() => {
      throw cause;
    });
    expect(() => mapped.readBatch([1])).toThrow(
      expect.objectContaining({ code: 'map-failed', cause, details: { index: 1 } }),
    );
  });
});
