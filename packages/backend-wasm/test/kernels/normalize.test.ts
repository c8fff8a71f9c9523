import { describe, expect, it } from 'vitest';
import { expectClose, normals } from '../compare.js';
import { loadKernels } from '../load-kernels.js';

const heap = loadKernels();
const EPSILON = 1e-3;

/** Normal values of groups of numbers, in double precision; `groupOf` tells where the i-th belongs. */
function normalize(x: ArrayLike<number>, groups: number, groupOf: (i: number) => number) {
  const count = x.length / groups;
  const means = new Float64Array(groups);
  const variances = new Float64Array(groups);
  for (let i = 0; i < x.length; i++) means[groupOf(i)]! += x[i]! / count;
  for (let i = 0; i < x.length; i++) variances[groupOf(i)]! += (x[i]! - means[groupOf(i)]!) ** 2 / count;
  const normal = Array.from(x, (v, i) => (v - means[groupOf(i)]!) / Math.sqrt(variances[groupOf(i)]! + EPSILON));
  return { means, variances, normal };
}

/** Slopes of `Σ dy (gamma normal)` by x, by differences in double precision. */
function slopes(
  x: Float32Array,
  weights: (i: number) => number,
  groups: number,
  groupOf: (i: number) => number,
): Float64Array {
  const values = Float64Array.from(x);
  const total = () => normalize(values, groups, groupOf).normal.reduce((sum, v, i) => sum + v * weights(i), 0);
  return values.map((value, i) => {
    values[i] = value + 1e-5;
    const above = total();
    values[i] = value - 1e-5;
    const below = total();
    values[i] = value;
    return (above - below) / 2e-5;
  });
}

describe.each([
  { rows: 6, columns: 5 },
  { rows: 3, columns: 8 },
  { rows: 9, columns: 19 },
])('$rows rows of $columns', ({ rows, columns }) => {
  const size = rows * columns;
  const x = normals(size, 1, 2, 3);
  const [dy, gamma, beta] = [normals(size, 2), normals(columns, 3), normals(columns, 4)];
  const column = (i: number) => i % columns;
  const row = (i: number) => Math.floor(i / columns);
  const sumBy = (value: (i: number) => number) => {
    const sums = new Float64Array(columns);
    for (let i = 0; i < size; i++) sums[column(i)]! += value(i);
    return sums;
  };

  it('normalises rows, with gradients', () => {
    heap.reset();
    const { normal, means } = normalize(x, rows, row);
    const [input, scale, shift, upstream] = [heap.put(x), heap.put(gamma), heap.put(beta), heap.put(dy)];
    const [averages, inverses] = [heap.reserve(4 * rows), heap.reserve(4 * rows)];
    const moments = [averages, inverses] as const;
    const y = heap.fill('layerNormalize', size, input, scale, shift, undefined, ...moments, rows, columns, EPSILON);
    expectClose(
      y,
      normal.map((v, i) => v * gamma[column(i)]! + beta[column(i)]!),
      1e-6,
    );
    expectClose(heap.take(averages, rows), means, 1e-6);
    const [dGamma, dBeta] = [heap.reserve(4 * columns), heap.reserve(4 * columns)];
    const from = [upstream, input, ...moments, scale] as const;
    const dx = heap.fill('layerNormalizeGradient', size, ...from, undefined, dGamma, dBeta, rows, columns);
    expectClose(
      dx,
      slopes(x, (i) => dy[i]! * gamma[column(i)]!, rows, row),
      2e-6,
    );
    expectClose(
      heap.take(dGamma, columns),
      sumBy((i) => dy[i]! * normal[i]!),
      1e-6,
    );
    expectClose(
      heap.take(dBeta, columns),
      sumBy((i) => dy[i]!),
      1e-6,
    );
  });

  it('normalises channels by the moments of the batch, with gradients', () => {
    heap.reset();
    const { normal, means, variances } = normalize(x, columns, column);
    const [input, scale, shift, upstream] = [heap.put(x), heap.put(gamma), heap.put(beta), heap.put(dy)];
    const [averages, spreads] = [heap.reserve(4 * columns), heap.reserve(4 * columns)];
    heap.run('batchMoments', input, averages, spreads, rows, columns);
    expectClose(heap.take(averages, columns), means, 5e-7);
    expectClose(heap.take(spreads, columns), variances, 5e-7);
    const how = [rows, columns, EPSILON] as const;
    const y = heap.fill('batchNormalize', size, input, averages, spreads, scale, shift, undefined, ...how);
    expectClose(
      y,
      normal.map((v, i) => v * gamma[column(i)]! + beta[column(i)]!),
      1e-6,
    );
    const [dGamma, dBeta] = [heap.reserve(4 * columns), heap.reserve(4 * columns)];
    const from = [upstream, input, averages, spreads, scale] as const;
    const dx = heap.fill('batchNormalizeGradient', size, ...from, undefined, dGamma, dBeta, ...how);
    expectClose(
      dx,
      slopes(x, (i) => dy[i]! * gamma[column(i)]!, columns, column),
      2e-6,
    );
    expectClose(
      heap.take(dGamma, columns),
      sumBy((i) => dy[i]! * normal[i]!),
      1e-6,
    );
    expectClose(
      heap.take(dBeta, columns),
      sumBy((i) => dy[i]!),
      1e-6,
    );
  });
});

it('keeps the digits of values far from zero', () => {
  heap.reset();
  const [rows, channels] = [5000, 3];
  const x = normals(rows * channels, 6, 0.5, 10_000);
  const { means, variances } = normalize(x, channels, (i) => i % channels);
  const [averages, spreads] = [heap.reserve(12), heap.reserve(12)];
  heap.run('batchMoments', heap.put(x), averages, spreads, rows, channels);
  heap.take(averages, channels).forEach((mean, i) => {
    expect(Math.abs(mean - means[i]!)).toBeLessThan(1e-3);
  });
  heap.take(spreads, channels).forEach((variance, i) => {
    expect(Math.abs(variance / variances[i]! - 1)).toBeLessThan(1e-4);
  });
});

it('does without gamma and beta', () => {
  heap.reset();
  const x = normals(12, 7);
  const [averages, inverses] = [heap.reserve(8), heap.reserve(8)];
  const y = heap.fill('layerNormalize', 12, heap.put(x), 0, 0, undefined, averages, inverses, 2, 6, EPSILON);
  expectClose(y, normalize(x, 2, (i) => Math.floor(i / 6)).normal, 1e-6);
  expect(heap.take(averages, 2).every(Number.isFinite)).toBe(true);
});
