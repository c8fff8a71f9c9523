import { minimizeFrom } from '../../math/minimize.js';
import type { KernelParams, Points } from './kernel.js';
import { Likelihood } from './likelihood.js';
import { initialParams, logPrior } from './priors.js';
import { paramsOf, rawOf } from './raw-params.js';
import { excesses, standardized, Warp } from './warp.js';

/** How a model is fitted. */
export interface FitOptions {
  /** Whether outcomes have no noise. Default false. */
  readonly isDeterministic?: boolean;
  /** Whether losses are warped. Default false. */
  readonly isWarped?: boolean;
  /** Whether a part of the function may be a sum over the axes. Default false. */
  readonly isAdditive?: boolean;
}

/** A model's parameters. */
export interface Fitted {
  readonly params: KernelParams;
  /** See {@link Warp}; undefined where losses are as they are. */
  readonly bend: number | undefined;
  /** What was minimised: minus the logarithms of the marginal likelihood and the priors. */
  readonly loss: number;
}

/** Prior of the bend: normal, about a spread as wide as the losses' mean above the least. */
const BEND_MEAN = 1;
const BEND_DEVIATION = 2;
/** Where fits end: the largest entry of the gradient. */
const TOLERANCE = 1e-2;

/** Losses as a model has them: standardised, and large is good. */
export function modelled(losses: Float64Array, bend: number | undefined): Float64Array {
  const excess = bend === undefined ? undefined : excesses(losses);
  if (!excess) return standardized(losses).values.map((value) => -value);
  const warp = new Warp(excess);
  warp.bend(bend!);
  return warp.values;
}

/** The most likely parameters of a Gaussian process for losses, after what is held of them beforehand: a maximum a posteriori by L-BFGS. */
export function fit(points: Points, losses: Float64Array, options: FitOptions = {}): Fitted {
  const { isDeterministic = false, isWarped = false } = options;
  const axes = points.isCategorical.length;
  const isAdditive = (options.isAdditive ?? false) && axes > 1;
  const atBend = axes + (isAdditive ? 3 : 2);
  const excess = isWarped ? excesses(losses) : undefined;
  const warp = excess && new Warp(excess);
  const plain = modelled(losses, undefined);
  const likelihood = new Likelihood(points);
  const loss = (raw: Float64Array, gradient: Float64Array): number => {
    gradient.fill(0);
    const params = paramsOf(raw, axes, isDeterministic, isAdditive);
    const [jacobian, byBend] = warp?.bend(raw[atBend]!) ?? [0, 0];
    const value = likelihood.at(params, warp?.values ?? plain, gradient) + logPrior(params, gradient);
    for (let i = 0; i < gradient.length; i++) gradient[i] = -gradient[i]!;
    if (isDeterministic) gradient[axes + 1] = 0;
    if (!warp) return -value;
    const z = (raw[atBend]! - BEND_MEAN) / BEND_DEVIATION;
    gradient[atBend] = warp.slope(likelihood.weights) + byBend + z / BEND_DEVIATION;
    return jacobian + 0.5 * z * z - value;
  };
  const starts = initialParams(axes, isAdditive).map((params) =>
    Float64Array.from(warp ? [...rawOf(params), 0] : rawOf(params)),
  );
  const { x, value } = minimizeFrom(loss, starts, { tolerance: TOLERANCE });
  return { params: paramsOf(x, axes, isDeterministic, isAdditive), bend: warp && x[atBend]!, loss: value };
}
