import { requireArgument } from '@glassbox/core';
import { add, mul } from '@tensorflow/tfjs-core';
import type { Layer, LayerOptions } from '../layer.js';

/** Options of {@link rescaling}. */
export interface RescalingOptions extends LayerOptions {
  /** Added after scaling, a finite number. Default 0. */
  readonly offset?: number;
}

/**
 * Multiplies and shifts every value, while fitting and afterwards: `scale x + offset`.
 *
 * `rescaling(1 / 255)` brings bytes to [0, 1], `rescaling(1 / 127.5, { offset: -1 })` to [-1, 1].
 *
 * @throws `bad-argument` for numbers that are not finite.
 */
export function rescaling(scale: number, { offset = 0, name }: RescalingOptions = {}): Layer {
  requireArgument(
    Number.isFinite(scale) && Number.isFinite(offset),
    `rescaling takes a finite scale and offset, but ${scale} and ${offset} came.`,
  );
  return {
    className: 'Rescaling',
    name,
    config: { scale, offset },
    build: (inputShape) => ({ outputShape: inputShape, weights: [], call: (x) => add(mul(x, scale), offset) }),
  };
}
