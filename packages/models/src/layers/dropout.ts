import { dropout as applyDropout, requireRate } from '@glassbox/backends/ops';
import {
  alphaDropout as applyAlphaDropout,
  gaussianDropout as applyGaussianDropout,
  gaussianNoise as applyGaussianNoise,
  spatialDropout1d as applySpatialDropout1d,
  spatialDropout2d as applySpatialDropout2d,
  spatialDropout3d as applySpatialDropout3d,
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

/** {@link dropout} of whole channels of a volume `[depth, height, width, channels]`. */
export function spatialDropout3d(rate: number, { name }: LayerOptions = {}): Layer {
  requireRate(rate);
  return whileTraining('SpatialDropout3D', name, { rate }, (x, { random }) => applySpatialDropout3d(x, rate, random));
}

/**
 * The dropout that belongs to selu: while fitting, sets a share `rate` of the values to selu's floor of -1.7581 and rescales all, so
 * that mean 0 and variance 1 stay. Source: Klambauer et al., 2017, arXiv 1706.02515.
 */
export function alphaDropout(rate: number, { name }: LayerOptions = {}): Layer {
  requireRate(rate);
  return whileTraining('AlphaDropout', name, { rate, noise_shape: null, seed: null }, (x, { random }) =>
    applyAlphaDropout(x, rate, random),
  );
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
