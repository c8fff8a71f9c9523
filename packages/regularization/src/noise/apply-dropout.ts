import { dropout } from '@glassbox/backends/ops';
import { type Random, requireArgument } from '@glassbox/core';
import { type Tensor, tidy } from '@tensorflow/tfjs-core';

export interface DropoutOptions {
  /** Share that is set to 0: 0 <= rate < 1. */
  readonly rate: number;
  /** The stream that the mask comes from. The same stream gives the same mask: fork one for each step. */
  readonly random: Random;
  /** Shape of the mask: the extents of x, or 1 where the mask is shared along an axis. Default: the shape of x. */
  readonly noiseShape?: readonly number[];
}

/**
 * Dropout: sets a random share `rate` of the values to 0 and scales the rest by `1 / (1 - rate)`, so that the mean stays; differentiable.
 *
 * @param x any shape.
 * @throws `bad-argument` for a rate outside [0, 1) or a noise shape that does not fit x.
 * Source: Srivastava et al., JMLR 15 (2014).
 * @example
 * const stream = random(42, 'dropout');
 * const y = applyDropout(x, { rate: 0.2, random: stream.fork(step) });
 */
export function applyDropout(x: Tensor, { rate, random, noiseShape = x.shape }: DropoutOptions): Tensor {
  requireArgument(
    noiseShape.length === x.rank && noiseShape.every((extent, axis) => extent === 1 || extent === x.shape[axis]),
    `A noise shape has the extents of x, [${x.shape.join(', ')}], or 1 in their place, but [${noiseShape.join(', ')}] came.`,
  );
  return tidy(() => dropout(x, rate, random, noiseShape));
}
