import { describe, expect, it } from 'vitest';
import { Dataset } from '../dataset.js';
import golden from './golden/scalers.json' with { type: 'json' };
import { minMax } from './min-max.js';
import type { Normalizer } from './normalizer.js';
import { scaleToUnit } from './scale-to-unit.js';
import { standardize } from './standardize.js';

const rows: number[][] = golden.data;
const data = () => Dataset.from({ inputs: rows });

function expectClose(values: Float32Array, expected: number[][]) {
  expected.flat().forEach((value, i) => {
    expect(Math.abs(values[i]! - value)).toBeLessThanOrEqual(2e-7 * Math.max(1, Math.abs(value)));
  });
}

describe('normalizers agree with scikit-learn, and are undone', () => {
  it.each<[string, Normalizer, number[][]]>([
    ['minMax', minMax(data()), golden.minMax],
    ['minMax to [-1, 1]', minMax(data(), { range: [-1, 1] }), golden.minMaxInRange],
    ['standardize', standardize(data()), golden.standardize],
  ])('%s', (_, normalizer, expected) => {
    const values = Float32Array.from(rows.flat());
    normalizer.transform(values);
    expectClose(values, expected);
    normalizer.inverse(values);
    rows.flat().forEach((value, i) => {
      expect(Math.abs(values[i]! - value)).toBeLessThan(1e-5 * Math.max(1, Math.abs(value)));
    });
  });

  it('scaleToUnit', () => {
    const values = Float32Array.of(0, 51, 255);
    scaleToUnit().transform(values);
    expect(values).toEqual(Float32Array.of(0, 51 / 255, 1));
    scaleToUnit().inverse(values);
    expect([...values].map(Math.round)).toEqual([0, 51, 255]);
  });
});

it('is applied by a dataset when samples are read, and does not touch the arrays', () => {
  const bytes = Uint8Array.of(0, 50, 100, 150);
  const set = Dataset.from({ inputs: { data: bytes, shape: [2, 2] } });
  const scaled = set.normalize(minMax(set));
  expect([...scaled.toArrays().inputs.data]).toEqual([0, 0, 1, 1]);
  expect([...set.toArrays().inputs.data]).toEqual([0, 50, 100, 150]);
  expect([...scaled.skip(1).readBatch([0]).inputs.data]).toEqual([1, 1]);
});

it('refuses other widths, empty data, ranges that go down, and what is no number', () => {
  expect(() => standardize(data()).transform(new Float32Array(5))).toThrow(/fitted on 4 features; 5 values/);
  expect(() => minMax(data().take(0))).toThrow(/at least one sample/);
  expect(() => minMax(data(), { range: [1, 1] })).toThrow(/range goes up/);
  expect(() => scaleToUnit(0)).toThrow(/above 0, but 0/);
  const holes = Dataset.from({
    inputs: [
      [1, 2],
      [3, Number.NaN],
    ],
  });
  for (const fit of [minMax, standardize]) {
    expect(() => fit(holes)).toThrow(
      expect.objectContaining({ code: 'not-finite', details: { sample: 1, feature: 1 } }),
    );
  }
});
