import type { Random } from '@glassbox/core';

/** One axis of an image and of the windows over it. */
export interface Axis {
  readonly input: number;
  readonly output: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly before: number;
}

export interface Geometry {
  readonly batch: number;
  readonly channels: number;
  readonly axes: readonly Axis[];
}

/** Padding 'same' or 'valid', or any; the output may also stop before the image does. */
function randomAxis(random: Random): Axis {
  const kernel = 1 + random.integer(4);
  const stride = 1 + random.integer(3);
  const dilation = 1 + random.integer(2);
  const reach = (kernel - 1) * dilation + 1;
  const input = 1 + random.integer(11);
  const kind = random.integer(4);
  if (kind === 0 || input < reach) {
    const output = Math.ceil(input / stride);
    const zeros = Math.max(0, (output - 1) * stride + reach - input);
    return { input, output, kernel, stride, dilation, before: Math.floor(zeros / 2) };
  }
  const before = kind === 1 ? 0 : random.integer(reach);
  const after = kind === 1 ? 0 : random.integer(reach);
  const most = Math.floor((input + before + after - reach) / stride) + 1;
  const output = kind === 3 ? 1 + random.integer(most) : most;
  return { input, output, kernel, stride, dilation, before };
}

export function randomGeometry(random: Random, dimensions: number, mostChannels: number): Geometry {
  return {
    batch: 1 + random.integer(3),
    channels: 1 + random.integer(mostChannels),
    axes: Array.from({ length: dimensions }, () => randomAxis(random)),
  };
}

export function randomValues(random: Random, count: number): Float32Array {
  return Float32Array.from({ length: count }, () => 2 * random.uniform() - 1);
}

const product = (numbers: readonly number[]) => numbers.reduce((a, b) => a * b, 1);
export const inputPositions = (g: Geometry) => g.batch * product(g.axes.map((axis) => axis.input));
export const outputPositions = (g: Geometry) => g.batch * product(g.axes.map((axis) => axis.output));
export const taps = (g: Geometry) => product(g.axes.map((axis) => axis.kernel));

/** The geometry as kernels take it; `last` stands after the sizes of the output where a kernel has such a parameter. */
export function parameters({ batch, channels, axes }: Geometry, ...last: readonly number[]): number[] {
  const each = (key: keyof Axis) => axes.map((axis) => axis[key]);
  const sizes = [batch, ...each('input'), channels, ...each('output'), ...last];
  return [...sizes, ...each('kernel'), ...each('stride'), ...each('dilation'), ...each('before')];
}

/** Calls back for every tap of every window that lies inside the image, by flat numbers of positions and tap, in order. */
export function forEachContact(g: Geometry, visit: (output: number, input: number, tap: number) => void): void {
  const walkTaps = (axes: readonly Axis[], output: number, input: number, tap: number, starts: readonly number[]) => {
    const [axis, ...rest] = axes;
    if (!axis) {
      visit(output, input, tap);
      return;
    }
    for (let t = 0; t < axis.kernel; t++) {
      const place = starts[0]! + t * axis.dilation;
      if (place < 0 || place >= axis.input) continue;
      walkTaps(rest, output, input * axis.input + place, tap * axis.kernel + t, starts.slice(1));
    }
  };
  const walk = (axes: readonly Axis[], image: number, output: number, starts: readonly number[]) => {
    const [axis, ...rest] = axes;
    if (!axis) {
      walkTaps(g.axes, output, image, 0, starts);
      return;
    }
    for (let i = 0; i < axis.output; i++)
      walk(rest, image, output * axis.output + i, [...starts, i * axis.stride - axis.before]);
  };
  for (let image = 0; image < g.batch; image++) walk(g.axes, image, image, []);
}

/** Largest difference, relative to the largest value expected or 1 (sums may cancel out); infinite where one is not a number. */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let largest = 1;
  let difference = actual.length === expected.length ? 0 : Number.POSITIVE_INFINITY;
  for (let i = 0; i < expected.length; i++) {
    largest = Math.max(largest, Math.abs(expected[i]!));
    const gap = Math.abs(actual[i]! - expected[i]!);
    difference = Number.isNaN(gap) ? Number.POSITIVE_INFINITY : Math.max(difference, gap);
  }
  return difference / largest;
}
