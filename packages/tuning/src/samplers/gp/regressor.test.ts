import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fit } from './fit.js';
import type { Points } from './kernel.js';
import { Likelihood } from './likelihood.js';
import { logExpectedImprovement } from './log-ei.js';
import { logPrior } from './priors.js';
import { Regressor } from './regressor.js';

/** A Gaussian process as Optuna 5 computed it. */
interface Recorded {
  readonly X: readonly (readonly number[])[];
  readonly y: readonly number[];
  readonly cat: readonly boolean[];
  readonly inv_sq_ls: readonly number[];
  readonly kernel_scale: number;
  readonly noise_var: number;
  readonly mll: number;
  readonly log_prior: number;
  readonly grad_raw: readonly number[];
  readonly Xs: readonly (readonly number[])[];
  readonly mean: readonly number[];
  readonly var: readonly number[];
  readonly cov: readonly (readonly number[])[];
  readonly f0: number;
  readonly logei: readonly number[];
  readonly dlogei_dx: readonly (readonly number[])[];
  readonly fit: { readonly loss: number };
}

const { cases, standard_logei } = JSON.parse(readFileSync(new URL('golden/gp.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly Recorded[];
  readonly standard_logei: { readonly z: readonly number[]; readonly v: readonly number[] };
};

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    expect(Math.abs(actual[i]! - expected[i]!)).toBeLessThan(1e-8 * Math.max(1, Math.abs(expected[i]!)));
  }
}

describe.each(cases.map((each) => [each.cat.length, each] as const))('in %i axes, as Optuna', (axes, recorded) => {
  const points: Points = {
    values: Float64Array.from(recorded.X.flat()),
    count: recorded.X.length,
    isCategorical: recorded.cat,
  };
  const params = {
    inverseSquares: Float64Array.from(recorded.inv_sq_ls),
    scale: recorded.kernel_scale,
    noise: recorded.noise_var,
    additive: 0,
  };
  const observed = Float64Array.from(recorded.y);
  const places = recorded.Xs.map((x) => Float64Array.from(x));
  const regressor = new Regressor(points, observed, params);

  it('has its likelihood, prior and gradient', () => {
    const gradient = new Float64Array(axes + 2);
    const likelihood = new Likelihood(points).at(params, observed, gradient);
    const prior = logPrior(params, gradient);
    expectClose([likelihood, prior], [recorded.mll, recorded.log_prior]);
    expectClose(
      gradient,
      recorded.grad_raw.map((slope) => -slope),
    );
  });

  it('has its means, variances and covariances', () => {
    const posteriors = places.map((x) => regressor.posterior(x));
    expectClose(
      posteriors.map(({ mean }) => mean),
      recorded.mean,
    );
    expectClose(
      posteriors.map(({ variance }) => variance),
      recorded.var,
    );
    places.forEach((a, i) => {
      expectClose(
        places.map((b) => regressor.covariance(a, b)),
        recorded.cov[i]!,
      );
    });
  });

  it('has its logEI with gradient', () => {
    const [byMean, byVariance] = [new Float64Array(axes), new Float64Array(axes)];
    places.forEach((x, k) => {
      const { mean, variance } = regressor.posteriorWithGradient(x, byMean, byVariance);
      const deviation = Math.sqrt(variance + 1e-12);
      const at = logExpectedImprovement(mean, deviation, recorded.f0);
      expectClose([at.value], [recorded.logei[k]!]);
      const gradient = byMean.map(
        (slope, i) => at.byMean * slope + (at.byDeviation * byVariance[i]!) / (2 * deviation),
      );
      expectClose(gradient, recorded.dlogei_dx[k]!);
    });
  });

  it('is fitted as well', () => {
    const fitted = fit(
      points,
      observed.map((value) => -value),
    );
    expect(fitted.bend).toBeUndefined();
    expect(fitted.loss).toBeLessThanOrEqual(recorded.fit.loss + 1e-3);
  });
});

it('has the logarithm of h(z) from -100 to 14', () => {
  const values = standard_logei.z.map((z) => logExpectedImprovement(z, 1, 0).value);
  expectClose(values, standard_logei.v);
});
