import { axisGeometry, type Padding } from '@glassbox/backends/ops';
import { GlassboxError, requireArgument } from '@glassbox/core';

/** How the windows of a layer move. `Extents` is what an option takes: one number, or one for each axis. */
export interface WindowSettings<Extents, Pad = Padding> {
  /** Extents of the filter. Default 3. */
  readonly kernelSize?: Extents;
  /** Distance between windows. Default 1. */
  readonly strides?: Extents;
  /** `'valid'` (default) keeps windows within the input, `'same'` pads with zeros to ceil(size / stride) outputs. */
  readonly padding?: Pad;
  /** Distance between the taps of a filter. Default 1. */
  readonly dilations?: Extents;
}

/** {@link WindowSettings} axis by axis, with defaults filled in. */
export interface Window<Pad = Padding> {
  readonly kernelSize: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly padding: Pad;
}

/** One number for each of `rank` axes. */
export const extentsOf = (value: number | readonly number[], rank: number): readonly number[] =>
  typeof value === 'number' ? Array.from({ length: rank }, () => value) : value;

/** Throws `bad-argument` unless there are `rank` whole numbers above 0. */
export function requireExtents(what: string, extents: readonly number[], rank: number): void {
  requireArgument(
    extents.length === rank && extents.every((extent) => Number.isInteger(extent) && extent > 0),
    `${what} takes ${rank === 1 ? 'a whole number' : `${rank} whole numbers`} above 0, but ${extents.join(', ')} came.`,
  );
}

/** Fills in defaults; throws `bad-argument` for extents that are not whole numbers above 0. */
export function resolveWindow<Pad>(
  layer: string,
  rank: number,
  settings: WindowSettings<number | readonly number[], Pad | 'valid'>,
): Window<Pad | 'valid'> {
  const kernelSize = extentsOf(settings.kernelSize ?? 3, rank);
  const strides = extentsOf(settings.strides ?? 1, rank);
  const dilations = extentsOf(settings.dilations ?? 1, rank);
  requireExtents(`kernelSize of ${layer}`, kernelSize, rank);
  requireExtents(`strides of ${layer}`, strides, rank);
  requireExtents(`dilations of ${layer}`, dilations, rank);
  return { kernelSize, strides, dilations, padding: settings.padding ?? 'valid' };
}

/** Throws `bad-argument` where windows both stride and dilate. */
export function requireStridesOrDilations(layer: string, { strides, dilations }: Window<unknown>): void {
  requireArgument(
    Math.max(...strides) === 1 || Math.max(...dilations) === 1,
    `${layer} cannot both stride and dilate: set strides or dilations to 1.`,
  );
}

/** Output extents, without batch and channels; throws `shape-mismatch` where no window fits. */
export function outputExtents(
  layer: string,
  input: readonly number[],
  { kernelSize, strides, dilations, padding }: Window<Padding | 'causal'>,
): number[] {
  const output = input.map((extent, axis) => {
    const zeros = padding === 'causal' ? (kernelSize[axis]! - 1) * dilations[axis]! : 0;
    const pad = padding === 'causal' ? 'valid' : padding;
    return axisGeometry(extent + zeros, kernelSize[axis]!, strides[axis]!, dilations[axis]!, pad).output;
  });
  if (output.every((extent) => extent > 0)) return output;
  throw new GlassboxError(
    'shape-mismatch',
    `A window of ${kernelSize.join(' x ')} does not fit into the ${input.join(' x ')} places that came to ${layer}. Use a smaller window or padding 'same'.`,
    { details: { layer, input, kernelSize } },
  );
}

/** Keras's part of a configuration that a window stands for. */
export const windowConfig = ({ kernelSize, strides, dilations, padding }: Window<unknown>) => ({
  kernel_size: kernelSize,
  strides,
  padding,
  data_format: 'channels_last',
  dilation_rate: dilations,
});

/** Throws `bad-argument` unless the number is whole and above 0. */
export function requireCount(what: string, count: number): void {
  requireArgument(Number.isInteger(count) && count > 0, `${what} takes a whole number above 0, but ${count} came.`);
}
