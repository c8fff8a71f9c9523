import { describe, expect, it } from 'vitest';
import { expectClose, integers, normals } from '../compare.js';
import { loadKernels } from '../load-kernels.js';

const heap = loadKernels();

describe.each([1, 3, 4, 16, 21, 37])('rows of %i', (columns) => {
  it('sums columns and adds a bias', () => {
    heap.reset();
    const rows = 9;
    const x = normals(rows * columns, columns);
    const sums = heap.fill('columnSums', columns, heap.put(x), undefined, rows, columns);
    expectClose(
      sums,
      Array.from({ length: columns }, (_, j) => x.reduce((sum, v, i) => (i % columns === j ? sum + v : sum), 0)),
      1e-6,
    );
    const bias = normals(columns, 2);
    const y = heap.fill('addBias', x.length, heap.put(x), heap.put(bias), undefined, rows, columns);
    expect([...y]).toEqual(Array.from(x, (value, i) => Math.fround(value + bias[i % columns]!)));
  });

  it('gathers rows and adds them up where they came from', () => {
    heap.reset();
    const count = 5;
    const indices = [...integers(11, 3, count), 5, -1];
    const table = normals(count * columns, 4);
    const length = indices.length;
    const places = heap.putIntegers(indices);
    const gathered = heap.fill(
      'gatherRows',
      length * columns,
      heap.put(table),
      places,
      undefined,
      length,
      columns,
      count,
    );
    const expected = indices.flatMap((index) =>
      Array.from({ length: columns }, (_, j) => table[index * columns + j] ?? Number.NaN),
    );
    expect([...gathered].slice(0, 11 * columns)).toEqual(expected.slice(0, 11 * columns));
    expect([...gathered].slice(11 * columns).every(Number.isNaN)).toBe(true);
    const rows = normals(length * columns, 5);
    const sums = new Float32Array(count * columns);
    for (let row = 0; row < 11; row++) {
      for (let j = 0; j < columns; j++) sums[indices[row]! * columns + j]! += rows[row * columns + j]!;
    }
    const scattered = heap.fill(
      'scatterAddRows',
      sums.length,
      heap.put(rows),
      places,
      undefined,
      length,
      columns,
      count,
    );
    expect([...scattered]).toEqual([...sums]);
  });
});

it.each([1 / 255, 1, 2 / 255, 1 / 127.5, 0.1])('reads bytes times %f as JavaScript does', (scale) => {
  heap.reset();
  const bytes = Uint8Array.from({ length: 259 }, (_, i) => i);
  const expected = Float32Array.from(bytes, (value) => value * scale);
  const source = heap.putBytes(bytes);
  expect([...heap.fill('bytesToFloat', 259, source, undefined, 259, scale)]).toEqual([...expected]);
  for (const n of [1, 5, 7, 9]) {
    expect([...heap.fill('bytesToFloat', n, source + 100, undefined, n, scale)]).toEqual([
      ...expected.slice(100, 100 + n),
    ]);
  }
  const rows = heap.fill('gatherBytes', 14, source, heap.putIntegers([30, 2]), undefined, 2, 7, 37, scale);
  expect([...rows]).toEqual([...expected.slice(210, 217), ...expected.slice(14, 21)]);
});
