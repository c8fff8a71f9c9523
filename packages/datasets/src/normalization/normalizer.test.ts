import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Dataset } from '../dataset.js';
import { minMax, type Normalizer, normalizerFromJSON, scaleToUnit, standardize } from './normalizer.js';

const golden = JSON.parse(readFileSync(new URL('./golden/scalers.json', import.meta.url), 'utf8')) as Record<
  string,
  number[][]
>;
const rows = golden.data!;
const data = () => Dataset.from({ inputs: { data: Float64Array.from(rows.flat()), shape: [rows.length, 4] } });

function expectRows(normalizer: Normalizer, expected: number[][]) {
  const values = Float32Array.from(rows.flat());
  normalizer.transform(values);
  // Data pass through float32: a feature of spread 0.01 around -3 keeps five digits.
  expected.flat().forEach((value, i) => {
    expect(Math.abs(values[i]! - value)).toBeLessThan(2e-4);
  });
  normalizer.inverse(values);
  rows.flat().forEach((value, i) => {
    expect(Math.abs(values[i]! - value)).toBeLessThan(1e-5 * Math.max(1, Math.abs(value)));
  });
}

describe('normalizers agree with scikit-learn, and are undone', () => {
  it('minMax', () => expectRows(minMax(data()), golden.minMax!));
  it('minMax to a range', () => expectRows(minMax(data(), { range: [-1, 1] }), golden.minMaxInRange!));
  it('standardize', () => expectRows(standardize(data()), golden.standardize!));
  it('scaleToUnit', () => {
    const values = Float32Array.of(0, 51, 255);
    scaleToUnit().transform(values);
    expect([...values].map((value) => value.toFixed(6))).toEqual(['0.000000', '0.200000', '1.000000']);
  });
});

it.each([
  ['minMax', minMax(data())],
  ['standardize', standardize(data())],
  ['scaleToUnit', scaleToUnit(16)],
])('%s comes back from JSON as it was', (_, normalizer) => {
  const [one, two] = [Float32Array.from(rows[0]!), Float32Array.from(rows[0]!)];
  normalizer.transform(one);
  normalizerFromJSON(JSON.parse(JSON.stringify(normalizer))).transform(two);
  expect(two).toEqual(one);
});

it('is applied by a dataset when samples are read, and does not touch the arrays', () => {
  const bytes = Uint8Array.of(0, 50, 100, 150);
  const set = Dataset.from({ inputs: { data: bytes, shape: [2, 2] } });
  const scaled = set.normalize(minMax(set));
  expect([...scaled.toArrays().inputs.data]).toEqual([0, 0, 1, 1]);
  expect([...set.toArrays().inputs.data]).toEqual([0, 50, 100, 150]);
});

it('refuses other widths and empty data', () => {
  expect(() => standardize(data()).transform(new Float32Array(5))).toThrow(/fitted on 4 features; 5 values/);
  expect(() => minMax(data().take(0))).toThrow(/at least one sample/);
});
