import { GlassboxError } from '@glassbox/core';
import type { WindowGeometry } from './kernels.js';

/** `'valid'`: windows lie within the image. `'same'`: zeros are added so that the output has ceil(size / stride) positions. */
export type Padding = 'valid' | 'same';

export interface WindowOptions {
  /** Step between windows. Default 1 (convolution) or the pool size (pooling). */
  readonly strides?: number | readonly [number, number];
  /** Default `'valid'`. */
  readonly padding?: Padding;
  /** Distance between the taps of a filter. Default 1. */
  readonly dilations?: number | readonly [number, number];
}

/** A pair from one number or two. */
export function pair(value: number | readonly [number, number]): readonly [number, number] {
  return typeof value === 'number' ? [value, value] : value;
}

/** Depth, height and width, or one number for all three. */
export type Triple = number | readonly [number, number, number];

/** Three numbers from one or three. */
export const triple = (value: Triple): readonly [number, number, number] =>
  typeof value === 'number' ? [value, value, value] : value;

/** Output size and zeros before and after of one axis, as TensorFlow counts them (odd zeros go after). */
export function axisGeometry(input: number, kernel: number, stride: number, dilation: number, padding: Padding) {
  const reach = (kernel - 1) * dilation + 1;
  if (padding === 'valid') return { output: Math.floor((input - reach) / stride) + 1, before: 0, after: 0 };
  const output = Math.ceil(input / stride);
  const zeros = Math.max(0, (output - 1) * stride + reach - input);
  return { output, before: Math.floor(zeros / 2), after: Math.ceil(zeros / 2) };
}

/**
 * Works out where windows of a convolution or pooling lie.
 *
 * @param input `[batch, height, width, channels]`.
 * @param outputChannels channels of the result.
 * @throws `shape-mismatch` where no window fits into the image.
 */
export function windowGeometry(
  input: readonly number[],
  kernel: readonly [number, number],
  outputChannels: number,
  options: WindowOptions,
): WindowGeometry {
  const [batch, height, width, channels] = input as readonly [number, number, number, number];
  const padding = options.padding ?? 'valid';
  const strides = pair(options.strides ?? 1);
  const dilations = pair(options.dilations ?? 1);
  const vertical = axisGeometry(height, kernel[0], strides[0], dilations[0], padding);
  const horizontal = axisGeometry(width, kernel[1], strides[1], dilations[1], padding);
  if (vertical.output < 1 || horizontal.output < 1) {
    throw new GlassboxError(
      'shape-mismatch',
      `A window of ${kernel.join(' x ')} does not fit into an image of ${height} x ${width}. Use a smaller window or padding 'same'.`,
      { details: { input, kernel } },
    );
  }
  return {
    kernel,
    strides,
    dilations,
    padding: { top: vertical.before, bottom: vertical.after, left: horizontal.before, right: horizontal.after },
    input: [batch, height, width, channels],
    output: [batch, vertical.output, horizontal.output, outputChannels],
  };
}
