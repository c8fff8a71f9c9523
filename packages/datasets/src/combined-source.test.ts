import { expect, it } from 'vitest';
import { Dataset } from './dataset.js';

const part = (values: number[], classNames?: string[]) =>
  Dataset.from({ inputs: values.map((value) => [value]), targets: values.map(() => 1), classNames });
const values = (data: Dataset) => [...data.toArrays().inputs.data];

it('reads from both sets in any order, and from sets of sets', () => {
  const both = part([0, 1, 2]).concat(part([3, 4]));
  expect(values(both)).toEqual([0, 1, 2, 3, 4]);
  expect(values(both.select([4, 0, 3, 3, 2]))).toEqual([4, 0, 3, 3, 2]);
  expect(values(both.skip(2).concat(both.take(1)))).toEqual([2, 3, 4, 0]);
  expect(both.labels()).toEqual(Int32Array.of(1, 1, 1, 1, 1));
});

it('keeps the class names of either, and refuses different ones', () => {
  expect(part([1]).concat(part([1], ['a', 'b'])).classNames).toEqual(['a', 'b']);
  expect(() => part([1], ['a', 'b']).concat(part([1], ['a', 'c']))).toThrow(/\[a, b\] and \[a, c\] differ/);
});

it('refuses samples of another shape, or of another kind of target', () => {
  const wide = Dataset.from({ inputs: [[1, 2]], targets: [1] });
  expect(() => part([1]).concat(wide)).toThrow(/\[1\] with targets \[\] of int32 cannot be joined with \[2\]/);
  const floats = Dataset.from({ inputs: [[1]], targets: [0.5] });
  expect(() => part([1]).concat(floats)).toThrow(/of int32 cannot be joined with .* of float32/);
  expect(() => part([1]).concat(Dataset.from({ inputs: [[1]] }))).toThrow(/with targets none/);
});
