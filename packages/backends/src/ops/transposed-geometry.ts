import { GlassboxError } from '@glassbox/core';
import type { WindowGeometry } from './kernels.js';
import { type Padding, pair, type WindowOptions, windowGeometry } from './window-geometry.js';

export interface TransposedOptions extends WindowOptions {
  /** Places added to the end of the output, below the stride. Default: such that `'same'` gives size × stride. */
  readonly outputPadding?: number | readonly [number, number] | undefined;
}

/** Keras's output size of one axis. */
function extentOf(
  input: number,
  kernel: number,
  stride: number,
  dilation: number,
  padding: Padding,
  outputPadding?: number,
): number {
  const reach = (kernel - 1) * dilation + 1;
  const least = (input - 1) * stride;
  if (padding === 'valid') return least + reach + (outputPadding ?? Math.max(stride - reach, 0));
  return outputPadding === undefined ? input * stride : least + (reach % 2) + outputPadding;
}

/**
 * The convolution whose transposed one takes images `[batch, height, width, in]`: its `input` is the transposed one's output.
 *
 * With a reach r = dilation (kernel - 1) + 1 of the filter, an axis of n places becomes n stride (`'same'`) or
 * (n - 1) stride + max(r, stride) (`'valid'`); with an output padding p, (n - 1) stride + (r mod 2) + p or (n - 1) stride + r + p.
 *
 * @throws `shape-mismatch` where the output padding asks for a size that the convolution would not bring back to n.
 */
export function transposedGeometry(
  input: readonly number[],
  kernel: readonly [number, number],
  filters: number,
  options: TransposedOptions,
): WindowGeometry {
  const [batch, height, width, channels] = input as readonly [number, number, number, number];
  const strides = pair(options.strides ?? 1);
  const dilations = pair(options.dilations ?? 1);
  const extra = options.outputPadding === undefined ? undefined : pair(options.outputPadding);
  const along = (axis: 0 | 1, extent: number) =>
    extentOf(extent, kernel[axis], strides[axis], dilations[axis], options.padding ?? 'valid', extra?.[axis]);
  const output = [batch, along(0, height), along(1, width), filters];
  const geometry = windowGeometry(output, kernel, channels, options);
  if (geometry.output[1] === height && geometry.output[2] === width) return geometry;
  throw new GlassboxError(
    'shape-mismatch',
    `No convolution makes ${height} x ${width} places out of ${output[1]} x ${output[2]}. Leave outputPadding out, or raise it by 1.`,
    { details: { input, kernel, output } },
  );
}
