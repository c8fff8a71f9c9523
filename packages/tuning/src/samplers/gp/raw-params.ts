import { exp, log } from '../../math/portable.js';
import type { KernelParams } from './kernel.js';
import { LEAST_NOISE, logit } from './priors.js';

/** A logit, at most so far from 0 that both shares stay above 0. */
const MOST_LOGIT = 30;

/**
 * Parameters as numbers without bounds: the logarithms of the inverse squares, of the scale and of the noise above the least, and the logit of the
 * additive share where there is one.
 */
export function rawOf({ inverseSquares, scale, noise, additive }: KernelParams): number[] {
  const raw = [...inverseSquares, scale, noise - 0.99 * LEAST_NOISE].map(log);
  return additive > 0 ? [...raw, logit(additive)] : raw;
}

/** Parameters from {@link rawOf}. */
export function paramsOf(raw: Float64Array, axes: number, isDeterministic: boolean, isAdditive: boolean): KernelParams {
  const share = Math.max(-MOST_LOGIT, Math.min(MOST_LOGIT, raw[axes + 2] ?? 0));
  return {
    inverseSquares: raw.slice(0, axes).map(exp),
    scale: exp(raw[axes]!),
    noise: isDeterministic ? LEAST_NOISE : exp(raw[axes + 1]!) + LEAST_NOISE,
    additive: isAdditive ? 1 / (1 + exp(-share)) : 0,
  };
}
