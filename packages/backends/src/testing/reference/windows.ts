import type { Values } from '../check.js';
import { valuesOf } from '../values.js';

export interface Windowing {
  readonly strides: readonly [number, number];
  readonly padding: 'same' | 'valid';
  readonly dilations?: readonly [number, number];
}

interface Axis {
  readonly output: number;
  readonly before: number;
}

/** Output positions and zeros before the first, by TensorFlow's rule for `same` and `valid`. */
function axisOf(size: number, kernel: number, stride: number, dilation: number, padding: 'same' | 'valid'): Axis {
  const reach = dilation * (kernel - 1) + 1;
  if (padding === 'valid') return { output: Math.ceil((size - reach + 1) / stride), before: 0 };
  const output = Math.ceil(size / stride);
  return { output, before: Math.floor(Math.max((output - 1) * stride + reach - size, 0) / 2) };
}

/** Visits, for each output position, the taps of its window that lie inside the image. */
function eachWindow(
  x: Values,
  kernel: readonly [number, number],
  { strides, padding, dilations = [1, 1] }: Windowing,
  visit: (output: number, image: number, tap: number) => void,
): [height: number, width: number] {
  const [batch, height, width] = x.shape as [number, number, number];
  const down = axisOf(height, kernel[0], strides[0], dilations[0], padding);
  const across = axisOf(width, kernel[1], strides[1], dilations[1], padding);
  for (let output = 0; output < batch * down.output * across.output; output++) {
    const row = (Math.floor(output / across.output) % down.output) * strides[0] - down.before;
    const column = (output % across.output) * strides[1] - across.before;
    const image = Math.floor(output / (down.output * across.output));
    for (let tap = 0; tap < kernel[0] * kernel[1]; tap++) {
      const y = row + Math.floor(tap / kernel[1]) * dilations[0];
      const z = column + (tap % kernel[1]) * dilations[1];
      if (y >= 0 && y < height && z >= 0 && z < width) visit(output, (image * height + y) * width + z, tap);
    }
  }
  return [down.output, across.output];
}

/** 2-D convolution of `[batch, height, width, in]` with `[height, width, in, out]`. */
export function conv2d(x: Values, filter: Values, windowing: Windowing): Values {
  const [kernelHeight, kernelWidth, inputs, outputs] = filter.shape as [number, number, number, number];
  const sums: number[] = [];
  const [height, width] = eachWindow(x, [kernelHeight, kernelWidth], windowing, (output, image, tap) => {
    for (let to = 0; to < outputs; to++) {
      let sum = 0;
      for (let from = 0; from < inputs; from++)
        sum += x.data[image * inputs + from]! * filter.data[(tap * inputs + from) * outputs + to]!;
      sums[output * outputs + to] = (sums[output * outputs + to] ?? 0) + sum;
    }
  });
  return valuesOf([x.shape[0]!, height, width, outputs], (i) => sums[i]!);
}

/** Pools each channel of each window by a function of the values inside the image. */
export function pool2d(
  x: Values,
  size: readonly [number, number],
  windowing: Windowing,
  reduce: (values: readonly number[]) => number,
): Values {
  const channels = x.shape[3]!;
  const seen: number[][] = [];
  const [height, width] = eachWindow(x, size, windowing, (output, image) => {
    for (let channel = 0; channel < channels; channel++) {
      seen[output * channels + channel] ??= [];
      seen[output * channels + channel]!.push(x.data[image * channels + channel]!);
    }
  });
  return valuesOf([x.shape[0]!, height, width, channels], (i) => reduce(seen[i]!));
}
