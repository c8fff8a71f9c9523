import { random } from '@glassbox/core';
import { describe, expect, it } from 'vitest';
import { Covariance } from './covariance.js';
import type { KernelParams, Points } from './kernel.js';
import { matern } from './matern.js';

const SEED = 5;
const COUNT = 7;
const isCategorical = [false, true, false];

const draws = random(SEED, 'covariance');
const points: Points = {
  values: Float64Array.from({ length: 3 * COUNT }, (_, i) =>
    i % 3 === 1 ? Math.floor(3 * draws.uniform()) : draws.uniform(),
  ),
  count: COUNT,
  isCategorical,
};
const x = Float64Array.of(0.3, 1, 0.9);

/** The formula, term by term. */
function byHand({ inverseSquares, scale, additive }: KernelParams, i: number): number {
  const squares = isCategorical.map((categorical, axis) => {
    const distance = Math.abs(points.values[3 * i + axis]! - x[axis]!);
    return inverseSquares[axis]! * (categorical ? Number(distance > 0) : distance ** 2);
  });
  const mean = squares.reduce((sum, square) => sum + matern(square) / 3, 0);
  return scale * ((1 - additive) * matern(squares[0]! + squares[1]! + squares[2]!) + additive * mean);
}

describe.each([
  ['not additive', 0, [1, 0.5, 9]],
  ['partly additive', 0.3, [1, 0.5, 9]],
  ['wholly additive', 1, [1, 0.5, 9]],
  ['additive and steep beyond what exponentials hold', 0.8, [1e6, 2, 4e5]],
])('a covariance that is %s', (_, additive, squares) => {
  const params = { inverseSquares: Float64Array.from(squares), scale: 1.7, noise: 0.1, additive };
  const covariance = new Covariance(points, params);

  it('follows its formula, for the first points alone too', () => {
    const [row, first] = [new Float64Array(COUNT), new Float64Array(COUNT)];
    covariance.row(x, row);
    for (let i = 0; i < COUNT; i++) expect(row[i]).toBeCloseTo(byHand(params, i), 13);
    covariance.row(x, first, 3);
    expect([...first]).toEqual([...row.subarray(0, 3), 0, 0, 0, 0]);
  });

  it('has a gradient, of choices none', () => {
    const [row, gradient] = [new Float64Array(COUNT), new Float64Array(3 * COUNT)];
    covariance.rowWithGradient(x, row, gradient);
    const [above, below] = [new Float64Array(COUNT), new Float64Array(COUNT)];
    for (const axis of [0, 2]) {
      const step = 1e-6;
      const moved = (by: number) => x.map((value, each) => (each === axis ? value + by : value));
      covariance.row(moved(step), above);
      covariance.row(moved(-step), below);
      for (let i = 0; i < COUNT; i++) {
        expect(gradient[axis * COUNT + i]).toBeCloseTo((above[i]! - below[i]!) / (2 * step), 6);
      }
    }
    expect(row[0]).toBeCloseTo(byHand(params, 0), 13);
    expect([...gradient.subarray(COUNT, 2 * COUNT)].every((slope) => slope === 0)).toBe(true);
  });
});
