import { type Random, requireArgument } from '@glassbox/core';
import { type Tensor, type Tensor4D, tensor } from '@tensorflow/tfjs-core';
import type { CallContext, Layer } from '../layer.js';
import { requireImage } from '../require-shape.js';

/** A range to draw from, or one number that stands for a range. */
export type Factor = number | readonly [low: number, high: number];

/** The range that a factor means: a pair in order, or for one number f the range from `lowOf(f)` to |f|. */
export function factorRange(
  name: string,
  factor: Factor,
  bounds: readonly [low: number, high: number],
  lowOf: (factor: number) => number = (f) => -f,
): readonly [low: number, high: number] {
  const pair = typeof factor === 'number' ? [factor, factor] : factor;
  requireArgument(
    pair.every((each) => each >= bounds[0] && each <= bounds[1]),
    `${name} is a number, or a pair of numbers, from ${bounds[0]} to ${bounds[1]}, but ${pair.join(' and ')} came.`,
  );
  if (typeof factor === 'number') return [lowOf(Math.abs(factor)), Math.abs(factor)];
  return [Math.min(...factor), Math.max(...factor)];
}

/** A range of probabilities: one number f means [0, f]. */
export const probabilityRange = (name: string, factor: Factor) => factorRange(name, factor, [0, 1], () => 0);

/** A number drawn evenly from a range. */
export const drawn = ([low, high]: readonly [number, number], random: Random): number =>
  low + (high - low) * random.uniform();

/** Whether a sample is to be changed: with a probability drawn from a range. */
export const happens = (probability: readonly [number, number], random: Random): boolean => {
  const chance = drawn(probability, random);
  return random.uniform() < chance;
};

/** One number for each sample, `[batch, 1, 1, 1]`. */
export const perSample = (batch: number, draw: () => number): Tensor =>
  tensor(Float32Array.from({ length: batch }, draw), [batch, 1, 1, 1]);

/** The values that pixels can take. */
export type ValueRange = readonly [low: number, high: number];

/** Throws `bad-argument` unless low < high. */
export function requireValueRange([low, high]: ValueRange): void {
  requireArgument(low < high, `valueRange is a pair of numbers, the smaller first, but ${low} and ${high} came.`);
}

/** A layer that changes images `[batch, height, width, channels]` while fitting, and passes them on as they are otherwise. */
export function imageAugmentation(
  className: string,
  name: string | undefined,
  config: Readonly<Record<string, unknown>>,
  change: (x: Tensor4D, context: CallContext) => Tensor,
): Layer {
  return {
    className,
    name,
    config: { ...config, data_format: 'channels_last', seed: null },
    build(inputShape) {
      requireImage(`The layer ${name ?? className}`, inputShape);
      return {
        outputShape: inputShape,
        weights: [],
        call: (x, _, context) => (context.training ? change(x as Tensor4D, context) : x),
      };
    },
  };
}
