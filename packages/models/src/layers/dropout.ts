import { dropout as applyDropout, requireRate } from '@glassbox/backends/ops';
import {
  gaussianDropout as applyGaussianDropout,
  gaussianNoise as applyGaussianNoise,
  spatialDropout1d as applySpatialDropout1d,
  spatialDropout2d as applySpatialDropout2d,
} from '@glassbox/regularization';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { CallContext, Layer, LayerOptions, Shape } from './layer.js';

/** A layer that changes its input while fitting and passes it on as it is otherwise. */
function whileTraining(
  className: string,
  name: string | undefined,
  config: Record<string, unknown>,
  change: (x: Tensor, context: CallContext) => Tensor,
): Layer {
  return {
    className,
    name,
    config,
    build: (inputShape: Shape) => ({
      outputShape: inputShape,
      weights: [],
      call: (x, _, context) => (context.training ? change(x, context) : x),
    }),
  };
}

/**
 * While fitting, sets a share `rate` of the values to 0 and scales the rest by `1 / (1 - rate)`; otherwise does nothing.
 *
 * @param rate 0 <= rate < 1; anything else throws `bad-argument`. Source: Srivastava et al., JMLR 15 (2014).
 */
export function dropout(rate: number, { name }: LayerOptions = {}): Layer {
  requireRate(rate);
  return whileTraining('Dropout', name, { rate, noise_shape: null, seed: null }, (x, { random }) =>
    applyDropout(x, rate, random),
  );
}

/** {@link dropout} of whole features of a sequence `[steps, features]`: every step keeps or drops the same ones. */
export function spatialDropout1d(rate: number, { name }: LayerOptions = {}): Layer {
  requireRate(rate);
  return whileTraining('SpatialDropout1D', name, { rate }, (x, { random }) => applySpatialDropout1d(x, rate, random));
}

/** {@link dropout} of whole channels of an image `[height, width, channels]`. Source: Tompson et al., 2014, arXiv 1411.4280. */
export function spatialDropout2d(rate: number, { name }: LayerOptions = {}): Layer {
  requireRate(rate);
  return whileTraining('SpatialDropout2D', name, { rate }, (x, { random }) => applySpatialDropout2d(x, rate, random));
}

/** While fitting, multiplies by normal deviates of mean 1 and variance `rate / (1 - rate)`. Source: Srivastava et al., 2014, section 10. */
export function gaussianDropout(rate: number, { name }: LayerOptions = {}): Layer {
  requireRate(rate);
  return whileTraining('GaussianDropout', name, { rate }, (x, { random }) => applyGaussianDropout(x, rate, random));
}

/** While fitting, adds normal deviates of this standard deviation (at least 0). */
export function gaussianNoise(standardDeviation: number, { name }: LayerOptions = {}): Layer {
  return whileTraining('GaussianNoise', name, { stddev: standardDeviation }, (x, { random }) =>
    applyGaussianNoise(x, standardDeviation, random),
  );
}
