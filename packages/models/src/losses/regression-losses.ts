import { requireArgument } from '@glassbox/core';
import {
  abs,
  add,
  div,
  exp,
  log,
  log1p,
  maximum,
  minimum,
  mul,
  neg,
  sqrt,
  square,
  sub,
  sum,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { EPSILON } from './class-targets.js';
import type { Loss } from './loss.js';
import { magnitude, perSample } from './per-sample.js';

/** A loss that averages a function of outputs and targets, element by element. */
function elementwise(name: string, f: (outputs: Tensor, targets: Tensor) => Tensor): Loss {
  return { name, targetKind: 'outputShape', onOutputs: (outputs, targets) => perSample(f(outputs, targets)) };
}

/** A loss that averages a function of the error over the outputs. */
const ofError = (name: string, f: (error: Tensor) => Tensor): Loss =>
  elementwise(name, (outputs, targets) => f(sub(outputs, targets)));

/** Mean of `(y - t)²`, for regression. */
export const meanSquaredError = (): Loss => ofError('meanSquaredError', (error) => square(error));

/** Mean of `|y - t|`: outliers weigh less than in the squared error. */
export const meanAbsoluteError = (): Loss => ofError('meanAbsoluteError', magnitude);

/** Mean of `100 |y - t| / max(|t|, 1e-7)`: errors as percentages of the target, for targets that keep away from 0. */
export const meanAbsolutePercentageError = (): Loss =>
  elementwise('meanAbsolutePercentageError', (outputs, targets) =>
    mul(div(magnitude(sub(outputs, targets)), maximum(abs(targets), EPSILON)), 100),
  );

/** Mean of `(log(1 + y) - log(1 + t))²` for numbers of at least 0, of which ratios matter; less counts as 1e-7. */
export const meanSquaredLogarithmicError = (): Loss =>
  elementwise('meanSquaredLogarithmicError', (outputs, targets) =>
    square(sub(log(add(maximum(outputs, EPSILON), 1)), log(add(maximum(targets, EPSILON), 1)))),
  );

/** Mean of `log cosh(y - t)`: half the square near 0, `|e| - log 2` far off, and smooth everywhere. */
export const logCosh = (): Loss =>
  ofError('logCosh', (error) => {
    const size = magnitude(error);
    return sub(add(size, log1p(exp(mul(size, -2)))), Math.LN2);
  });

/**
 * Squared near 0 and linear far off: `e²/2` where |e| <= delta, else `delta (|e| - delta/2)`.
 *
 * @param options.delta where the two meet, above 0. Default 1. Source: Huber, Ann. Math. Stat. 35 (1964).
 */
export function huber({ delta = 1 }: { readonly delta?: number } = {}): Loss {
  requireArgument(delta > 0, `huber takes a delta above 0, but ${delta} came.`);
  return ofError('huber', (error) => {
    const size = magnitude(error);
    const near = minimum(size, delta);
    return add(mul(square(near), 0.5), mul(sub(size, near), delta));
  });
}

/**
 * The loss that a quantile of the target makes smallest, also called pinball: mean of `q e` where `e = t - y` is above 0, else `(q - 1) e`.
 *
 * @param options.q which quantile, above 0 and below 1; 0.9 makes an output that nine targets in ten lie below. Default 0.5, the median.
 * Source: Koenker and Bassett, Econometrica 46 (1978).
 */
export function quantile({ q = 0.5 }: { readonly q?: number } = {}): Loss {
  requireArgument(q > 0 && q < 1, `quantile takes a q above 0 and below 1, but ${q} came.`);
  // max(q e, (q - 1) e) is |e| / 2 + (q - 1/2) e, whose derivative at 0 does not favour a side.
  return elementwise('quantile', (outputs, targets) => {
    const short = sub(targets, outputs);
    return add(mul(magnitude(short), 0.5), mul(short, q - 0.5));
  });
}

/** Mean of `y - t log(y + 1e-7)`, for counts: end the network with 'softplus' or 'exponential', so that y is above 0. */
export const poisson = (): Loss =>
  elementwise('poisson', (outputs, targets) => sub(outputs, mul(targets, log(add(outputs, EPSILON)))));

/** Scales along the last axis to length 1; zeros stay. */
function normalize(values: Tensor): Tensor {
  return div(values, sqrt(maximum(sum(square(values), -1, true), EPSILON * EPSILON)));
}

/** `-cos` of the angle between output and target along the last axis: -1 where they point the same way, whatever their length. */
export const cosineSimilarity = (): Loss => ({
  name: 'cosineSimilarity',
  targetKind: 'outputShape',
  onOutputs: (outputs, targets) => perSample(neg(sum(mul(normalize(outputs), normalize(targets)), -1))),
});
