import { sizeOf } from '@glassbox/core';
import type { Values } from '../check.js';
import { valuesOf } from '../values.js';

/** Windows over any number of axes between batch and channels. */
export interface AnyWindowing {
  readonly strides: readonly number[];
  readonly padding: 'same' | 'valid' | 'causal';
  readonly dilations?: readonly number[];
}

/** Visits, for each output place and tap, the input place that is seen, if it lies inside; places count the batch too. */
type Visit = (output: number, input: number, tap: number) => void;

/** Row-major coordinates of a place. */
function coordinates(place: number, extents: readonly number[]): number[] {
  let rest = place;
  return extents
    .toReversed()
    .map((extent) => {
      const at = rest % extent;
      rest = (rest - at) / extent;
      return at;
    })
    .toReversed();
}

/** The row-major place of coordinates, or -1 outside the extents. */
function placeOf(at: readonly number[], extents: readonly number[]): number {
  if (at.some((value, axis) => value < 0 || value >= extents[axis]!)) return -1;
  return at.reduce((place, value, axis) => place * extents[axis]! + value, 0);
}

/** Extents of the output and places before the first, axis by axis, by TensorFlow's rules. */
function layout(extents: readonly number[], kernel: readonly number[], windowing: AnyWindowing) {
  const { strides, padding, dilations = kernel.map(() => 1) } = windowing;
  return extents.map((extent, axis) => {
    const reach = dilations[axis]! * (kernel[axis]! - 1) + 1;
    if (padding === 'valid') return { output: Math.ceil((extent - reach + 1) / strides[axis]!), before: 0 };
    const output = Math.ceil(extent / strides[axis]!);
    if (padding === 'causal') return { output, before: reach - 1 };
    return { output, before: Math.floor(Math.max((output - 1) * strides[axis]! + reach - extent, 0) / 2) };
  });
}

function eachTap(
  batch: number,
  extents: readonly number[],
  kernel: readonly number[],
  windowing: AnyWindowing,
  visit: Visit,
): number[] {
  const axes = layout(extents, kernel, windowing);
  const outputs = axes.map(({ output }) => output);
  const { strides, dilations = kernel.map(() => 1) } = windowing;
  for (let place = 0; place < batch * sizeOf(outputs); place++) {
    const [sample, ...at] = coordinates(place, [batch, ...outputs]) as [number, ...number[]];
    for (let tap = 0; tap < sizeOf(kernel); tap++) {
      const offsets = coordinates(tap, kernel);
      const seen = at.map(
        (value, axis) => value * strides[axis]! - axes[axis]!.before + offsets[axis]! * dilations[axis]!,
      );
      const input = placeOf(seen, extents);
      if (input >= 0) visit(place, sample * sizeOf(extents) + input, tap);
    }
  }
  return outputs;
}

const inner = (shape: readonly number[]) => shape.slice(1, -1);

/** Convolution of `[batch, ...places, in]` with `[...kernel, in, out]`. */
export function convolve(x: Values, filter: Values, windowing: AnyWindowing): Values {
  const [inputs, outputs] = filter.shape.slice(-2) as [number, number];
  const sums: number[] = [];
  const places = eachTap(x.shape[0]!, inner(x.shape), filter.shape.slice(0, -2), windowing, (output, input, tap) => {
    for (let pair = 0; pair < inputs * outputs; pair++) {
      const [from, to] = [Math.floor(pair / outputs), pair % outputs];
      const product = x.data[input * inputs + from]! * filter.data[tap * inputs * outputs + pair]!;
      sums[output * outputs + to] = (sums[output * outputs + to] ?? 0) + product;
    }
  });
  return valuesOf([x.shape[0]!, ...places, outputs], (i) => sums[i] ?? 0);
}

/** Depthwise convolution of `[batch, ...places, in]` with `[...kernel, in, multiplier]`. */
export function convolveDepthwise(x: Values, filter: Values, windowing: AnyWindowing): Values {
  const [inputs, multiplier] = filter.shape.slice(-2) as [number, number];
  const width = inputs * multiplier;
  const sums: number[] = [];
  const places = eachTap(x.shape[0]!, inner(x.shape), filter.shape.slice(0, -2), windowing, (output, input, tap) => {
    for (let to = 0; to < width; to++) {
      const product = x.data[input * inputs + Math.floor(to / multiplier)]! * filter.data[tap * width + to]!;
      sums[output * width + to] = (sums[output * width + to] ?? 0) + product;
    }
  });
  return valuesOf([x.shape[0]!, ...places, width], (i) => sums[i] ?? 0);
}

/** Transposed convolution of `[batch, ...places, in]` with `[...kernel, out, in]` to the places given: each input is spread over its window. */
export function spread(x: Values, filter: Values, places: readonly number[], windowing: AnyWindowing): Values {
  const [outputs, inputs] = filter.shape.slice(-2) as [number, number];
  const shape = [x.shape[0]!, ...places, outputs];
  const sums = new Float64Array(sizeOf(shape));
  eachTap(x.shape[0]!, places, filter.shape.slice(0, -2), windowing, (input, output, tap) => {
    for (let pair = 0; pair < inputs * outputs; pair++) {
      const [to, from] = [Math.floor(pair / inputs), pair % inputs];
      sums[output * outputs + to]! += x.data[input * inputs + from]! * filter.data[tap * inputs * outputs + pair]!;
    }
  });
  return { shape, data: sums };
}

/** Pools each channel of each window by a function of the values inside. */
export function pool(
  x: Values,
  size: readonly number[],
  windowing: AnyWindowing,
  reduce: (values: readonly number[]) => number,
): Values {
  const channels = x.shape.at(-1)!;
  const seen: number[][] = [];
  const places = eachTap(x.shape[0]!, inner(x.shape), size, windowing, (output, input) => {
    for (let channel = 0; channel < channels; channel++) {
      seen[output * channels + channel] ??= [];
      seen[output * channels + channel]!.push(x.data[input * channels + channel]!);
    }
  });
  return valuesOf([x.shape[0]!, ...places, channels], (i) => reduce(seen[i]!));
}

/** Adds `[channels]` to the last axis. */
export const shifted = ({ shape, data }: Values, bias: Values): Values =>
  valuesOf(shape, (i) => data[i]! + bias.data[i % bias.data.length]!);
