import { clip } from '@glassbox/backends/ops';
import { GlassboxError } from '@glassbox/core';
import {
  add,
  cast,
  greaterEqual,
  matMul,
  mean,
  mul,
  reshape,
  sub,
  type Tensor,
  type Tensor4D,
  tensor2d,
} from '@tensorflow/tfjs-core';
import type { Layer, LayerOptions } from '../layer.js';
import {
  drawn,
  type Factor,
  factorRange,
  happens,
  imageAugmentation,
  perSample,
  probabilityRange,
  requireValueRange,
  type ValueRange,
} from './random-parameters.js';

/** Options of layers that change how bright pixels are. */
export interface IntensityOptions extends LayerOptions {
  /** The values that pixels can take; results are cut to it. Default [0, 1], as datasets here give them (Keras's default is [0, 255]). */
  readonly valueRange?: ValueRange;
}

/**
 * While fitting, stretches each image's values about the mean of each channel: `factor (x - mean) + mean`, cut to `valueRange`.
 *
 * @param factor 0 to 1; the stretch is drawn from [1 - f, 1 + f], or [1 - low, 1 + high] for a pair. Anything else throws `bad-argument`.
 * (Keras 3.15 says the same of one number, but draws from [1, 1 + f].)
 */
export function randomContrast(factor: Factor, { valueRange = [0, 1], name }: IntensityOptions = {}): Layer {
  const [low, high] = factorRange('factor', factor, [0, 1], (f) => f);
  requireValueRange(valueRange);
  const config = { factor: [low, high], value_range: valueRange };
  return imageAugmentation('RandomContrast', name, config, (x, { random }) => {
    const stretch = perSample(x.shape[0], () => drawn([1 - low, 1 + high], random));
    const middle = mean(x, [1, 2], true);
    return clip(add(mul(sub(x, middle), stretch), middle), ...valueRange);
  });
}

/**
 * While fitting, adds to each image a share of the value range that is drawn from `factor`, and cuts to `valueRange`.
 *
 * @param factor -1 to 1; one number f means [-f, f]. Anything else throws `bad-argument`.
 */
export function randomBrightness(factor: Factor, { valueRange = [0, 1], name }: IntensityOptions = {}): Layer {
  const range = factorRange('factor', factor, [-1, 1]);
  requireValueRange(valueRange);
  return imageAugmentation('RandomBrightness', name, { factor: range, value_range: valueRange }, (x, { random }) => {
    const shift = perSample(x.shape[0], () => drawn(range, random) * (valueRange[1] - valueRange[0]));
    return clip(add(x, shift), ...valueRange);
  });
}

/**
 * While fitting, turns some images into their negatives: `high - x`, high being the end of `valueRange`.
 *
 * @param factor range of the probability, 0 to 1, which is drawn for each image; one number f means [0, f]. Else throws `bad-argument`.
 */
export function randomInvert(factor: Factor = 1, { valueRange = [0, 1], name }: IntensityOptions = {}): Layer {
  const probability = probabilityRange('factor', factor);
  requireValueRange(valueRange);
  return imageAugmentation('RandomInvert', name, { factor: probability, value_range: valueRange }, (x, { random }) => {
    const signs = perSample(x.shape[0], () => (happens(probability, random) ? -1 : 1));
    // high - x where the sign is -1, x where it is 1.
    return add(mul(x, signs), mul(sub(1, signs), valueRange[1] / 2));
  });
}

/** What red, green and blue count in grey: ITU-R BT.601, as TensorFlow rounds it. */
const GREY = [0.2989, 0.587, 0.114];

/**
 * While fitting, takes the colour out of some images `[height, width, 3]`: all channels become `0.2989 r + 0.587 g + 0.114 b`.
 *
 * @param factor the probability, 0 to 1. Default 0.5. Anything else throws `bad-argument`; other than three channels, `shape-mismatch`.
 */
export function randomGrayscale(factor = 0.5, { name }: LayerOptions = {}): Layer {
  const probability = factorRange('factor', factor, [0, 1], (f) => f);
  const layer = imageAugmentation('RandomGrayscale', name, { factor }, (x, { random }) => {
    const share = perSample(x.shape[0], () => (happens(probability, random) ? 1 : 0));
    return add(mul(x, sub(1, share)), mul(greyOf(x), share));
  });
  return {
    ...layer,
    build(inputShape) {
      if (inputShape.length === 3 && inputShape[2] !== 3) {
        throw new GlassboxError(
          'shape-mismatch',
          `randomGrayscale takes images of three channels, red, green and blue, but samples of shape [${inputShape.join(', ')}] came.`,
          { details: { inputShape } },
        );
      }
      return layer.build(inputShape);
    },
  };
}

/** Grey in all three channels. */
function greyOf(x: Tensor4D): Tensor {
  const weights = tensor2d(
    GREY.flatMap((weight) => [weight, weight, weight]),
    [3, 3],
  );
  return reshape(matMul(reshape(x, [-1, 3]), weights), x.shape);
}

/** Options of {@link solarization}. */
export interface SolarizationOptions extends IntensityOptions {
  /** Share of the value range that is added first, 0 to 1, drawn for each image; one number f means [0, f]. Default 0. */
  readonly additionFactor?: Factor;
  /** Share of the value range from which on values are inverted, 0 to 1, drawn likewise. Default 0: all are. */
  readonly thresholdFactor?: Factor;
}

/**
 * While fitting, inverts what is bright: with a = x + addition, cut to `valueRange`, the result is a below the threshold, else
 * `low + high - a`.
 *
 * @throws `bad-argument` for factors outside [0, 1].
 */
export function solarization(options: SolarizationOptions = {}): Layer {
  const { additionFactor = 0, thresholdFactor = 0, valueRange = [0, 1], name } = options;
  const addition = probabilityRange('additionFactor', additionFactor);
  const threshold = probabilityRange('thresholdFactor', thresholdFactor);
  requireValueRange(valueRange);
  const [low, high] = valueRange;
  const config = { addition_factor: addition, threshold_factor: threshold, value_range: valueRange };
  return imageAugmentation('Solarization', name, config, (x, { random }) => {
    const batch = x.shape[0];
    const shifts = perSample(batch, () => drawn(addition, random) * (high - low));
    const bounds = perSample(batch, () => low + drawn(threshold, random) * (high - low));
    const shifted = clip(add(x, shifts), low, high);
    const bright = cast(greaterEqual(shifted, bounds), 'float32');
    return add(mul(shifted, sub(1, mul(2, bright))), mul(bright, low + high));
  });
}
