import { describe, expect, it } from 'vitest';
import { Dataset } from './dataset.js';

describe('Dataset.from', () => {
  it('takes nested arrays: whole numbers in a plain array are class indices, rows are values', () => {
    const inputs = [
      [0, 1],
      [2, 3],
    ];
    const classes = Dataset.from({ inputs, targets: [1, 0] });
    expect(classes.inputShape).toEqual([2]);
    expect(classes.labels()).toEqual(Int32Array.of(1, 0));
    expect(Dataset.from({ inputs, targets: [[1], [0]] }).toArrays().targets).toEqual({
      data: Float32Array.of(1, 0),
      shape: [2, 1],
    });
    expect(Dataset.from({ inputs, targets: [0.5, 2] }).toArrays().targets).toEqual({
      data: Float32Array.of(0.5, 2),
      shape: [2],
    });
  });

  it('reads every numeric type, scaled', () => {
    for (const data of [Int16Array.of(2, -4), Float64Array.of(2, -4), Int8Array.of(2, -4)]) {
      const set = Dataset.from({ inputs: { data, shape: [2, 1] }, scale: 0.5 });
      expect([...set.toArrays().inputs.data]).toEqual([1, -2]);
    }
  });

  const inputs = { data: new Float32Array(2), shape: [2, 1] };
  it.each([
    ['a scalar', { inputs: { data: new Float32Array(1), shape: [] } }, 'shape-mismatch', /axis of samples/],
    ['no samples', { inputs: [] }, 'empty-data', /at least one sample/],
    ['rows of different length', { inputs: [[1, 2], [3]] }, 'shape-mismatch', /inputs\[1\] is a row of 1.*a row of 2/],
    ['numbers among rows', { inputs: [[1], 2] }, 'shape-mismatch', /inputs\[1\] is 2/],
    ['a shape not filled', { inputs: { data: new Float32Array(3), shape: [2, 2] } }, 'shape-mismatch', /do not fill/],
    ['another number of targets', { inputs, targets: [0, 1, 0] }, 'shape-mismatch', /2 inputs but 3 targets/],
    ['a label below 0', { inputs, targets: [0, -1] }, 'label-out-of-range', /Sample 1 has the label -1/],
    ['a label without a name', { inputs, targets: [0, 2], classNames: ['a', 'b'] }, 'label-out-of-range', /0 to 1/],
    ['a scale of 0', { inputs, scale: 0 }, 'bad-argument', /other than 0/],
  ])('refuses %s', (_, arrays, code, message) => {
    expect(() => Dataset.from(arrays)).toThrow(message);
    expect(() => Dataset.from(arrays)).toThrow(expect.objectContaining({ code }));
  });
});
