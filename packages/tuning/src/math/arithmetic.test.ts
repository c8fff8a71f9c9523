import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { argsort, stableArgsort } from './argsort.js';
import { highestStep } from './decimal.js';
import { erf, erfc } from './error-function.js';
import { fusedMultiplyAdd } from './exact.js';
import { logNormalCumulative, logNormalMass, truncatedNormalQuantile } from './normal.js';
import { numpyRounding } from './numpy-rounding.js';
import { pairwiseSum } from './pairwise-sum.js';
import { exp, log, log1p } from './portable.js';

import { RandomState } from './random-state.js';
import { roundHalfEven } from './round.js';
import { erfcx } from './scaled-error-function.js';
import { wilcoxonGreater } from './wilcoxon.js';

/** What numpy, SciPy and Python's `math` gave; see reference/tuning_arithmetic.py. */
interface Golden {
  readonly elementary: Readonly<
    Record<'exp' | 'log' | 'log1p', { readonly x: readonly number[]; readonly y: readonly number[] }>
  >;
  readonly errors: Readonly<Record<'x' | 'erf' | 'erfc', readonly number[]>>;
  readonly orders: readonly { readonly values: readonly number[]; readonly order: readonly number[] }[];
  readonly sums: readonly { readonly values: readonly number[]; readonly sum: number }[];
  readonly signedRanks: readonly { readonly differences: readonly number[]; readonly p: number }[];
  readonly draws: { readonly seed: number; readonly uniform: readonly number[] };
}
const golden = JSON.parse(readFileSync(new URL('golden/arithmetic.json', import.meta.url), 'utf8')) as Golden;

describe('to the last bit as numpy has them', () => {
  it.each(['exp', 'log', 'log1p'] as const)('%s', (name) => {
    const { x, y } = golden.elementary[name];
    expect(x.map(numpyRounding[name])).toEqual(y);
  });

  it('orders with ties', () => {
    for (const { values, order } of golden.orders) expect([...argsort(Float64Array.from(values))]).toEqual(order);
  });

  it('orders without, and with them where their places decide', () => {
    for (const { values } of golden.orders) {
      const expected = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b);
      expect([...stableArgsort(Float64Array.from(values))]).toEqual(expected);
    }
  });

  it('sums', () => {
    for (const { values, sum } of golden.sums) expect(pairwiseSum(Float64Array.from(values))).toBe(sum);
  });

  it('draws of RandomState', () => {
    const state = new RandomState(golden.draws.seed);
    expect(golden.draws.uniform.map(() => state.uniform())).toEqual(golden.draws.uniform);
    expect(() => new RandomState(-1)).toThrow(/from 0 to 2\^32 - 1/);
  });

  it('halves to the even side', () => {
    expect([-1.5, 0.5, 1.5, 2.5, 2.4].map(roundHalfEven)).toEqual([-2, 0, 2, 2, 2]);
  });
});

const functions = { exp, log, log1p };

describe('in every engine', () => {
  it.each(['exp', 'log', 'log1p'] as const)('%s is right to a unit in the last place', (name) => {
    const { x, y } = golden.elementary[name];
    x.forEach((value, i) => {
      expect(Math.abs(functions[name](value) - y[i]!), `${name}(${value})`).toBeLessThanOrEqual(
        2 ** -51 * Math.abs(y[i]!),
      );
    });
  });

  it('has the ends of the range', () => {
    expect([exp(710), exp(-746), exp(0), log(0), log(1), log(Infinity), log1p(-1), log1p(Infinity)]).toEqual([
      ...[Infinity, 0, 1, -Infinity, 0, Infinity],
      ...[-Infinity, Infinity],
    ]);
    expect([log(-1), log1p(-2), exp(Number.NaN), log(Number.NaN)].every(Number.isNaN)).toBe(true);
    expect(exp(709.7) / 1.6549840276802644e308).toBeCloseTo(1, 12);
    expect(exp(-740) / 4.2e-322).toBeCloseTo(1, 1);
    expect(log(5e-324)).toBeCloseTo(-744.4400719213812, 11);
  });
});

describe('the normal distribution', () => {
  it('has erf and erfc as Python has them', () => {
    const { x, erf: ofX, erfc: rest } = golden.errors;
    x.forEach((value, i) => {
      expect(Math.abs(erf(value) - ofX[i]!), `erf(${value})`).toBeLessThanOrEqual(2 ** -52 * Math.abs(ofX[i]!));
      expect(Math.abs(erfc(value) - rest[i]!), `erfc(${value})`).toBeLessThanOrEqual(2 ** -50 * rest[i]!);
      if (Math.abs(value) < 1.25) expect([erf(value), erfc(value)]).toEqual([ofX[i], rest[i]]);
    });
  });

  it('has a scaled tail that goes on where erfc ends', () => {
    for (const x of [0.1, 0.5, 2, 3.9, 4.1, 10]) expect(erfcx(x) / (Math.exp(x * x) * erfc(x))).toBeCloseTo(1, 12);
    // The asymptote 1 / (x sqrt pi) (1 - 1 / (2 x^2)).
    expect(erfcx(1e5) * 1e5 * Math.sqrt(Math.PI)).toBeCloseTo(1 - 5e-11, 14);
  });

  it('is precise far out, and its quantiles lead back', () => {
    // ln Phi(-30), by the asymptotic series.
    expect(logNormalCumulative(-30)).toBeCloseTo(-454.3212439563432, 9);
    for (const [a, b] of [
      [-1, 2],
      [-40, -35],
      [5, 9],
      [0, 1e-3],
    ] as const) {
      for (const q of [1e-6, 0.3, 0.999]) {
        const x = truncatedNormalQuantile(q, a, b);
        expect(Math.exp(logNormalMass(a, x) - logNormalMass(a, b)) / q, `${q} of [${a}, ${b}]`).toBeCloseTo(1, 6);
      }
    }
    expect(truncatedNormalQuantile(0, -1, 2)).toBe(-1);
  });
});

it('rounds a product and a sum once', () => {
  expect(fusedMultiplyAdd(1 + 2 ** -30, 1 + 2 ** -30, -1)).toBe(2 ** -29 + 2 ** -60);
  expect(fusedMultiplyAdd(0.1, 10, -1)).toBe(2 ** -54);
  expect(fusedMultiplyAdd(3, 4, 5)).toBe(17);
});

it('steps in decimals', () => {
  expect(highestStep(0, 0.3, 0.1)).toBe(0.3);
  expect(highestStep(0, 1, 0.3)).toBe(0.9);
  expect(highestStep(-0.5, 1e-7, 2.5e-8)).toBe(1e-7);
  expect(highestStep(1, 1e21, 1e20)).toBe(9e20);
});

it("has scipy's probabilities of signed ranks", () => {
  for (const { differences, p } of golden.signedRanks) expect(wilcoxonGreater(differences)).toBeCloseTo(p, 12);
});
