import { describe, expect, it } from 'vitest';
import { expectClose, integers, normals } from '../compare.js';
import { loadKernels } from '../load-kernels.js';

const heap = loadKernels();

const shapes = [
  { rows: 1, columns: 1 },
  { rows: 3, columns: 10 },
  { rows: 4, columns: 8 },
  { rows: 2, columns: 131 },
];

const rowsOf = (x: ArrayLike<number>, columns: number) =>
  Array.from({ length: x.length / columns }, (_, row) =>
    Array.from({ length: columns }, (_, column) => x[row * columns + column]!),
  );

/** ln softmax of a row, in double precision. */
function logSoftmaxOf(row: readonly number[]): number[] {
  const largest = Math.max(...row);
  const total = row.reduce((sum, x) => sum + Math.exp(x - largest), 0);
  return row.map((x) => x - largest - Math.log(total));
}

const total = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0);

describe.each(shapes)('$rows rows of $columns', ({ rows, columns }) => {
  const size = rows * columns;
  const x = normals(size, 1, 3);
  const dy = normals(size, 2);
  const weights = normals(size, 3).map(Math.abs);
  const targets = rowsOf(weights, columns).flatMap((row) => row.map((w) => Math.fround(w / total(row))));
  const logs = rowsOf(x, columns).map(logSoftmaxOf);
  const shares = logs.map((row) => row.map(Math.exp));
  const labels = integers(rows, 4, columns);
  const dLosses = normals(rows, 5);

  it('softmax and its gradient', () => {
    heap.reset();
    const y = heap.put(x);
    heap.run('softmax', y, y, rows, columns);
    expectClose(heap.take(y, size), shares.flat(), 2e-7);
    const expected = rowsOf(dy, columns).flatMap((row, i) => {
      const level = total(row.map((slope, j) => slope * shares[i]![j]!));
      return row.map((slope, j) => shares[i]![j]! * (slope - level));
    });
    expectClose(heap.fill('softmaxGradient', size, heap.put(dy), y, undefined, rows, columns), expected, 4e-7);
  });

  it('log-softmax and its gradient', () => {
    heap.reset();
    const y = heap.put(x);
    heap.run('logSoftmax', y, y, rows, columns);
    expectClose(heap.take(y, size), logs.flat(), 2e-7);
    const expected = rowsOf(dy, columns).flatMap((row, i) =>
      row.map((slope, j) => slope - shares[i]![j]! * total(row)),
    );
    expectClose(heap.fill('logSoftmaxGradient', size, heap.put(dy), y, undefined, rows, columns), expected, 1e-6);
  });

  it('cross-entropy of labels and its gradient', () => {
    heap.reset();
    const [logits, classes, probabilities] = [heap.put(x), heap.putIntegers(labels), heap.reserve(4 * size)];
    const operands = [probabilities, rows, columns] as const;
    const losses = heap.fill('sparseSoftmaxCrossEntropy', rows, logits, classes, undefined, ...operands);
    expectClose(
      losses,
      logs.map((row, i) => -row[labels[i]!]!),
      3e-7,
    );
    expectClose(heap.take(probabilities, size), shares.flat(), 2e-7);
    const from = [probabilities, classes, heap.put(dLosses)] as const;
    const slopes = heap.fill('sparseSoftmaxCrossEntropyGradient', size, ...from, undefined, rows, columns);
    const expected = shares.flatMap((row, i) => row.map((p, j) => (p - Number(j === labels[i])) * dLosses[i]!));
    expectClose(slopes, expected, 3e-7);
  });

  it('cross-entropy of distributions and its gradient', () => {
    heap.reset();
    const [logits, wanted, probabilities] = [heap.put(x), heap.put(targets), heap.reserve(4 * size)];
    const operands = [probabilities, rows, columns] as const;
    const losses = heap.fill('softmaxCrossEntropy', rows, logits, wanted, undefined, ...operands);
    expectClose(
      losses,
      logs.map((row, i) => -total(row.map((log, j) => log * targets[i * columns + j]!))),
      4e-7,
    );
    const from = [probabilities, wanted, heap.put(dLosses)] as const;
    const slopes = heap.fill('softmaxCrossEntropyGradient', size, ...from, undefined, rows, columns);
    const expected = shares.flat().map((p, i) => (p - targets[i]!) * dLosses[Math.floor(i / columns)]!);
    expectClose(slopes, expected, 3e-7);
  });

  it('cross-entropy of sigmoids and its gradient', () => {
    heap.reset();
    const [logits, wanted] = [heap.put(x), heap.put(targets)];
    const each = Array.from(x, (z, i) => Math.max(z, 0) - z * targets[i]! + Math.log1p(Math.exp(-Math.abs(z))));
    const losses = heap.fill('sigmoidCrossEntropy', rows, logits, wanted, undefined, rows, columns);
    expectClose(
      losses,
      rowsOf(each, columns).map((row) => total(row) / columns),
      3e-7,
    );
    const from = [logits, wanted, heap.put(dLosses)] as const;
    const slopes = heap.fill('sigmoidCrossEntropyGradient', size, ...from, undefined, rows, columns);
    const expected = Array.from(x, (z, i) => {
      const slope = 1 / (1 + Math.exp(-z)) - targets[i]!;
      return (slope * dLosses[Math.floor(i / columns)]!) / columns;
    });
    expectClose(slopes, expected, 3e-7);
  });
});

it('takes logits of any size, masked ones too', () => {
  heap.reset();
  const logits = heap.put([1e4, -1e4, 0, -1e4, 1e4, 0, -Infinity, 0, 0]);
  const probabilities = heap.reserve(36);
  const labels = heap.putIntegers([0, 0, 1]);
  const losses = heap.fill('sparseSoftmaxCrossEntropy', 3, logits, labels, undefined, probabilities, 3, 3);
  expect([...losses]).toEqual([0, 20_000, Math.fround(Math.LN2)]);
  expect([...heap.take(probabilities, 9)]).toEqual([1, 0, 0, 0, 1, 0, 0, 0.5, 0.5]);
  const targets = heap.put([1, 0, 0, 1, 0, 0, 0, 1, 0]);
  const dense = heap.fill('softmaxCrossEntropy', 3, logits, targets, undefined, probabilities, 3, 3);
  expect([...dense]).toEqual([...losses]);
  const sigmoid = heap.fill('sigmoidCrossEntropy', 1, heap.put([1e4, -1e4]), heap.put([1, 1]), undefined, 1, 2);
  expect([...sigmoid]).toEqual([5000]);
});

it('shows what has no softmax as NaN: a NaN, a +Infinity, -Infinity alone, and a label that is no class', () => {
  heap.reset();
  const x = [Number.NaN, 0, 0, Infinity, -Infinity, -Infinity, 1, 2];
  const y = heap.fill('softmax', 8, heap.put(x), undefined, 4, 2);
  expect([...y].slice(0, 6).filter(Number.isNaN).length).toBeGreaterThanOrEqual(5);
  expect(y[6]! + y[7]!).toBeCloseTo(1, 6);
  const [logits, probabilities] = [heap.put([1, 2, 3, 4]), heap.reserve(16)];
  const labels = heap.putIntegers([2, -1]);
  expect([...heap.fill('sparseSoftmaxCrossEntropy', 2, logits, labels, undefined, probabilities, 2, 2)]).toEqual([
    Number.NaN,
    Number.NaN,
  ]);
  const from = [probabilities, labels, heap.put([1, 1])] as const;
  const slopes = heap.fill('sparseSoftmaxCrossEntropyGradient', 4, ...from, undefined, 2, 2);
  expect([...slopes].every(Number.isNaN)).toBe(true);
});
