import { type Random, requireArgument } from '@glassbox/core';
import { add, mul, type Tensor, type Tensor4D, tensor } from '@tensorflow/tfjs-core';
import type { Layer, LayerOptions } from '../layer.js';
import {
  drawn,
  type Factor,
  happens,
  imageAugmentation,
  probabilityRange,
  requireValueRange,
  type ValueRange,
} from './random-parameters.js';

/** Options of {@link randomErasing}. */
export interface RandomErasingOptions extends LayerOptions {
  /** Range of the probability, 0 to 1, which is drawn for each image; one number f means [0, f]. Default 1. */
  readonly factor?: Factor;
  /** Range of the share of the image that is erased, 0 to 1. Default [0.02, 0.33]. */
  readonly scale?: Factor;
  /** What the erased part shows: one number, or one for each channel. Default: noise, normal with deviation `valueRange[1]`. */
  readonly fillValue?: number | readonly number[];
  /** The values that pixels can take; the filling is cut to it. Default [0, 1] (Keras's default is [0, 255]). */
  readonly valueRange?: ValueRange;
}

interface Erasing {
  readonly probability: readonly [number, number];
  readonly scale: readonly [number, number];
  readonly fillValue: number | readonly number[] | undefined;
  readonly valueRange: ValueRange;
}

/** Pixels from the first that lies at `start` or beyond, up to the first that lies at the end or beyond. */
function extent(length: number, share: number, random: Random): readonly [from: number, to: number] {
  const size = share * length;
  const start = random.uniform() * (length - size);
  return [Math.ceil(start), Math.min(length, Math.ceil(start + size))];
}

/** What is kept (1 or 0 for each pixel) and what is put in place of the rest. */
function drawMasks([batch, height, width, channels]: Tensor4D['shape'], erasing: Erasing, random: Random) {
  const kept = new Float32Array(batch * height * width).fill(1);
  const filling = new Float32Array(kept.length * channels);
  const fill = fillFunction(erasing, random);
  for (let sample = 0; sample < batch; sample++) {
    const shares = [Math.sqrt(drawn(erasing.scale, random)), Math.sqrt(drawn(erasing.scale, random))] as const;
    const [left, right] = extent(width, shares[0], random);
    const [top, bottom] = extent(height, shares[1], random);
    if (!happens(erasing.probability, random)) continue;
    for (let row = top; row < bottom; row++) {
      for (let column = left; column < right; column++) {
        const pixel = (sample * height + row) * width + column;
        kept[pixel] = 0;
        for (let channel = 0; channel < channels; channel++) filling[pixel * channels + channel] = fill(channel);
      }
    }
  }
  return { kept: tensor(kept, [batch, height, width, 1]), filling: tensor(filling, [batch, height, width, channels]) };
}

function fillFunction({ fillValue, valueRange: [low, high] }: Erasing, random: Random): (channel: number) => number {
  const cut = (value: number) => Math.min(Math.max(value, low), high);
  if (fillValue === undefined) return () => cut(high * random.normal());
  return (channel) => cut(typeof fillValue === 'number' ? fillValue : fillValue[channel % fillValue.length]!);
}

/**
 * While fitting, erases a rectangle of some images, so that a network does not rest on one part of them: each side is
 * `√share` of the image's, at a place of its own.
 *
 * @throws `bad-argument` for factors outside [0, 1] or a value range that is not one. Source: Zhong et al., 2017, arXiv 1708.04896.
 */
export function randomErasing(options: RandomErasingOptions = {}): Layer {
  const { factor = 1, scale = [0.02, 0.33], fillValue, valueRange = [0, 1], name } = options;
  requireValueRange(valueRange);
  requireArgument(
    typeof fillValue !== 'object' || fillValue.length > 0,
    'fillValue is a number or one for each channel, but an empty list came.',
  );
  const erasing = {
    probability: probabilityRange('factor', factor),
    scale: probabilityRange('scale', scale),
    fillValue,
    valueRange,
  };
  const config = {
    factor: erasing.probability,
    scale: erasing.scale,
    fill_value: fillValue ?? null,
    value_range: valueRange,
  };
  return imageAugmentation('RandomErasing', name, config, (x, { random }): Tensor => {
    const { kept, filling } = drawMasks(x.shape, erasing, random);
    return add(mul(x, kept), filling);
  });
}
