import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { softmax } from './softmax.js';

const { softmax: golden } = JSON.parse(
  readFileSync(new URL('../golden/activations.json', import.meta.url), 'utf8'),
) as {
  softmax: { rows: number[][]; value: number[][]; jacobian: number[][][] };
};

it('agrees with Keras on arrays, rows and Jacobians', () => {
  const { array, jacobian } = softmax();
  golden.rows.forEach((row, i) => {
    array(row).forEach((value, j) => {
      expect(value).toBeCloseTo(golden.value[i]![j]!, 13);
    });
    jacobian(row)
      .flat()
      .forEach((value, j) => {
        expect(value).toBeCloseTo(golden.jacobian[i]!.flat()[j]!, 13);
      });
  });
  const all = array(Float32Array.from(golden.rows.flat()), [5, 4]);
  expect(all).toBeInstanceOf(Float32Array);
  golden.value.flat().forEach((value, i) => {
    expect(all[i]).toBeCloseTo(value, 6);
  });
});

it('gives a masked score probability 0, and NaN to a row that has no softmax', () => {
  const { array } = softmax();
  expect(array([-Infinity, 0])).toEqual([0, 1]);
  expect(array([Number.NaN, 1, 1, 1], [2, 2])).toEqual([Number.NaN, Number.NaN, 0.5, 0.5]);
  expect(array([Infinity, 0])[0]).toBeNaN();
  expect(array([])).toEqual([]);
});

it('refuses a shape that the numbers do not fill', () => {
  expect(() => softmax().array([1, 2, 3], [2, 2])).toThrow('3 numbers do not fill the shape [2, 2]');
});
