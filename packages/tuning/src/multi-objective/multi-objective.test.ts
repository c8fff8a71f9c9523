import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { dominates, dominationRanks, paretoFront } from './dominance.js';
import { hypervolume } from './hypervolume.js';

/** Points, and Optuna's hypervolume and ranks of them. */
interface Recorded {
  readonly v: readonly (readonly number[])[];
  readonly ref: readonly number[];
  readonly hv: number;
  readonly rank: readonly number[];
}
const golden = JSON.parse(
  readFileSync(new URL('golden/hypervolume.json', import.meta.url), 'utf8'),
) as readonly Recorded[];

it.each(golden.map((each) => [each.v.length, each.ref.length, each] as const))(
  'has the hypervolume and the ranks of %i points of %i objectives, as Optuna',
  (_, __, { v, ref, hv, rank }) => {
    expect(hypervolume(v, ref)).toBeCloseTo(hv, 10);
    expect(dominationRanks(v)).toEqual(rank);
    expect(paretoFront(v)).toEqual(rank.flatMap((each, i) => (each === 0 ? i : [])));
  },
);

it('counts twins once, and a point on the reference not at all', () => {
  const cube = [0, 0, 0];
  expect(hypervolume([cube, cube], [1, 1, 2])).toBe(2);
  expect(hypervolume([[1, 0]], [1, 1])).toBe(0);
  expect(hypervolume([], [1, 1])).toBe(0);
  expect(() => hypervolume([[2, 0]], [1, 1])).toThrow(/none above/);
  expect(dominates([1, 1], [1, 1])).toBe(false);
  expect(dominationRanks([cube, cube, [1, 0, 0]])).toEqual([0, 0, 1]);
});
