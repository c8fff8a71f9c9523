import { random } from '@glassbox/core';
import { describe, expect, it } from 'vitest';
import { fit } from './fit.js';
import type { Points } from './kernel.js';
import { Likelihood } from './likelihood.js';
import { logPrior } from './priors.js';
import { paramsOf, rawOf } from './raw-params.js';

const SEED = 11;

function drawn(count: number, isCategorical: readonly boolean[]): Points {
  const draws = random(SEED, 'fit');
  const width = isCategorical.length;
  const values = Float64Array.from({ length: count * width }, (_, i) =>
    isCategorical[i % width] ? Math.floor(3 * draws.uniform()) : draws.uniform(),
  );
  return { values, count, isCategorical };
}

const lossesOf = ({ values, count, isCategorical: { length } }: Points, f: (x: Float64Array) => number) =>
  Float64Array.from({ length: count }, (_, i) => f(values.subarray(i * length, (i + 1) * length)));

describe('the posterior density of a partly additive process', () => {
  const points = drawn(12, [false, true, false]);
  const observed = lossesOf(points, ([a, b, c]) => Math.sin(7 * a!) + (b === 1 ? 0.5 : 0) - a! * c!);
  const raw = Float64Array.from(
    rawOf({ inverseSquares: Float64Array.of(2, 0.7, 5), scale: 1.3, noise: 0.01, additive: 0.4 }),
  );
  const at = (where: Float64Array, gradient = new Float64Array(6)) => {
    const params = paramsOf(where, 3, false, true);
    return new Likelihood(points).at(params, observed, gradient) + logPrior(params, gradient);
  };

  it('has the gradient that differences have', () => {
    const gradient = new Float64Array(6);
    at(raw, gradient);
    for (let i = 0; i < raw.length; i++) {
      const moved = (by: number) => raw.map((value, each) => (each === i ? value + by : value));
      expect(gradient[i]).toBeCloseTo((at(moved(1e-5)) - at(moved(-1e-5))) / 2e-5, 5);
    }
  });

  it('keeps its parameters through numbers without bounds', () => {
    const params = paramsOf(raw, 3, false, true);
    expect(rawOf(params).every((value, i) => Math.abs(value - raw[i]!) < 1e-3)).toBe(true);
    expect(
      paramsOf(
        raw.map(() => 1e3),
        3,
        false,
        true,
      ).additive,
    ).toBeLessThan(1);
  });
});

describe('fit', () => {
  const points = drawn(40, [false, false, false, false]);
  const shareOf = (f: (x: Float64Array) => number, isAdditive = true) =>
    fit(points, lossesOf(points, f), { isAdditive }).params.additive;

  it('sees whether a function is a sum over its axes', () => {
    const sum = shareOf((x) => x.reduce((total, value) => total + Math.cos(6 * value), 0));
    const product = shareOf((x) => x.reduce((total, value) => total * Math.cos(3 * value), 1));
    expect(sum).toBeGreaterThan(0.9);
    expect(product).toBeLessThan(0.4);
  });

  it('asks for no share where there is none to have', () => {
    expect(shareOf((x) => x[0]!, false)).toBe(0);
    const one = drawn(10, [false]);
    expect(
      fit(
        one,
        lossesOf(one, ([a]) => a! ** 2),
        { isAdditive: true },
      ).params.additive,
    ).toBe(0);
  });
});
