import { type Random, requireArgument } from '@glassbox/core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { applyDropout } from './apply-dropout.js';

function overPlaces(x: Tensor, places: number, rate: number, random: Random): Tensor {
  requireArgument(
    x.rank === places + 2,
    `spatialDropout${places}d takes a tensor of rank ${places + 2}, channels last, but one of shape [${x.shape.join(', ')}] came.`,
  );
  const noiseShape = x.shape.map((extent, axis) => (axis === 0 || axis === x.rank - 1 ? extent : 1));
  return applyDropout(x, { rate, random, noiseShape });
}

/**
 * Drops whole features of sequences `[batch, steps, features]`: one mask for all steps of a sample.
 *
 * @throws `bad-argument` for another rank or a rate outside [0, 1). Source: Tompson et al., CVPR 2015, arXiv 1411.4280.
 */
export const spatialDropout1d = (x: Tensor, rate: number, random: Random): Tensor => overPlaces(x, 1, rate, random);

/**
 * Drops whole channels of images `[batch, height, width, channels]`: one mask for all places of a sample. Neighbouring pixels carry
 * nearly the same information, so dropping them singly would regularize little.
 *
 * @throws `bad-argument` for another rank or a rate outside [0, 1). Source: Tompson et al., CVPR 2015, arXiv 1411.4280.
 */
export const spatialDropout2d = (x: Tensor, rate: number, random: Random): Tensor => overPlaces(x, 2, rate, random);

/**
 * Drops whole channels of volumes `[batch, depth, height, width, channels]`: one mask for all places of a sample.
 *
 * @throws `bad-argument` for another rank or a rate outside [0, 1). Source: Tompson et al., CVPR 2015, arXiv 1411.4280.
 */
export const spatialDropout3d = (x: Tensor, rate: number, random: Random): Tensor => overPlaces(x, 3, rate, random);
