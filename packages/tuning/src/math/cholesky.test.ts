import { random } from '@glassbox/core';
import { describe, expect, it } from 'vitest';
import { BLOCK, Cholesky, rowStart } from './cholesky.js';

const SEED = 5;

/** A positive definite matrix, by rows. */
function positiveDefinite(size: number): Float64Array[] {
  const draws = random(SEED, 'matrix', size);
  const roots = Array.from({ length: size }, () => Float64Array.from({ length: size }, () => draws.normal()));
  return roots.map((a, i) =>
    Float64Array.from(roots, (b, j) => a.reduce((sum, value, k) => sum + value * b[k]!, i === j ? 0.5 : 0)),
  );
}

const times = (rows: readonly Float64Array[], x: Float64Array) =>
  Float64Array.from(rows, (row) => row.reduce((sum, value, i) => sum + value * x[i]!, 0));

function factorOf(rows: readonly Float64Array[]): Cholesky {
  const factor = new Cholesky();
  for (const row of rows) expect(factor.append(row)).toBe(true);
  return factor;
}

describe.each([1, 2, 7, 40])('the factor of %i rows', (size) => {
  const matrix = positiveDefinite(size);
  const factor = factorOf(matrix);
  const x = Float64Array.from({ length: size }, (_, i) => Math.sin(i + 1));

  it('solves for one column and for several', () => {
    const solved = times(matrix, x);
    factor.solve(solved);
    solved.forEach((value, i) => {
      expect(value).toBeCloseTo(x[i]!, 9);
    });
    const [lower, block] = [x.slice(), new Float64Array(BLOCK * size)];
    factor.solveLower(lower);
    x.forEach((value, i) => {
      for (let k = 0; k < BLOCK; k++) block[BLOCK * i + k] = (k + 1) * value;
    });
    factor.solveLowerBlock(block);
    block.forEach((value, i) => {
      expect(value).toBeCloseTo(((i % BLOCK) + 1) * lower[Math.floor(i / BLOCK)]!, 9);
    });
  });

  it('has the inverse', () => {
    const inverse = factor.inverse();
    const entry = (i: number, j: number) => inverse[rowStart(Math.max(i, j)) + Math.min(i, j)]!;
    for (let i = 0; i < size; i++) {
      const product = times(
        matrix,
        Float64Array.from({ length: size }, (_, j) => entry(i, j)),
      );
      product.forEach((value, j) => {
        expect(value).toBeCloseTo(Number(i === j), 8);
      });
    }
  });

  it('is the same to the last bit where rows are added later, and refuses one that is not positive definite', () => {
    const later = factorOf(matrix);
    later.truncate(Math.floor(size / 2));
    for (const row of matrix.slice(later.size)) later.append(row);
    expect([...later.rows.subarray(0, rowStart(size))]).toEqual([...factor.rows.subarray(0, rowStart(size))]);
    expect(later.append(Float64Array.of(...matrix[size - 1]!, matrix[size - 1]![size - 1]! - 1))).toBe(false);
    expect(later.size).toBe(size);
  });
});
