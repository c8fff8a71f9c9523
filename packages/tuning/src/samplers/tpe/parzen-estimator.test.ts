import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { numpyRounding } from '../../math/numpy-rounding.js';
import { RandomState } from '../../math/random-state.js';
import { categoricalDistribution, floatDistribution, intDistribution, type Space } from '../../space/distribution.js';
import { type CategoricalKernels, NumericalKernels } from './kernels.js';
import { placeOf } from './observations.js';
import { ParzenEstimator } from './parzen-estimator.js';

/** A Parzen estimator that Optuna made of `n` observations; columns by parameter. */
interface Recorded {
  readonly n: number;
  readonly obs: Readonly<Record<string, readonly number[]>>;
  readonly weights: readonly number[];
  readonly mu: readonly (readonly number[])[];
  readonly sigma: readonly (readonly number[])[];
  readonly cat: readonly (readonly (readonly number[])[])[];
  readonly x: Readonly<Record<string, readonly number[]>>;
  readonly log_pdf: readonly number[];
  readonly sample_seed: number;
  readonly sample: Readonly<Record<string, readonly number[]>>;
}

const space: Space = {
  a: floatDistribution(-2, 3),
  b: floatDistribution(1e-4, 1, { log: true }),
  c: intDistribution(1, 9, { step: 2 }),
  d: intDistribution(2, 64, { log: true }),
  e: categoricalDistribution(['p', 'q', 'r']),
  g: floatDistribution(0, 1, { step: 0.25 }),
};

const { cases } = JSON.parse(readFileSync(new URL('golden/parzen.json', import.meta.url), 'utf8')) as {
  cases: readonly Recorded[];
};

function expectClose(actual: ArrayLike<number>, expected: readonly number[], what: string, tolerance = 1e-8): void {
  expect(actual.length, what).toBe(expected.length);
  const worst = expected.reduce((most, value, i) => Math.max(most, Math.abs(value - actual[i]!)), 0);
  expect(worst, what).toBeLessThan(tolerance);
}

const columns = (values: Readonly<Record<string, readonly number[]>>) =>
  Object.keys(space).map((name) => Float64Array.from(values[name]!));

describe.each(cases.map((each) => [each.n, each] as const))('with %i observations, as Optuna', (_, recorded) => {
  const estimator = new ParzenEstimator(
    space,
    Object.entries(space).map(([name, distribution]) => ({
      places: Float64Array.from(recorded.obs[name]!, (value) => placeOf(distribution, value)),
    })),
    { elementary: numpyRounding },
  );

  it('has its weights, means, widths and weights of choices', () => {
    expectClose(estimator.weights, recorded.weights, 'weights');
    estimator.kernels.forEach((kernels, i) => {
      if (kernels instanceof NumericalKernels) {
        expectClose(kernels.means, recorded.mu[i]!, `means of ${i}`);
        expectClose(kernels.widths, recorded.sigma[i]!, `widths of ${i}`);
      } else {
        recorded.cat[0]!.forEach((weights, kernel) => {
          expectClose((kernels as CategoricalKernels).weights(kernel), weights, `choices of kernel ${kernel}`);
        });
      }
    });
  });

  it('has its densities and draws its samples', () => {
    expectClose(estimator.logDensities(columns(recorded.x)), recorded.log_pdf, 'densities');
    const samples = estimator.sample(new RandomState(Number(recorded.sample_seed)), 24);
    Object.keys(space).forEach((name, i) => {
      expectClose(samples[i]!, recorded.sample[name]!, `samples of ${name}`);
    });
  });
});
