import { backend_util, type TensorInfo } from '@tensorflow/tfjs-core';
import type { Heap } from '../kernels/heap.js';
import type { Attributes, Inputs, Patch } from './patch.js';

/** One axis of a window: sizes, step, zeros before, and the distance between taps. */
interface Axis {
  readonly input: number;
  readonly output: number;
  readonly stride: number;
  readonly before: number;
  readonly dilation: number;
  /** Distance from the first tap to one beyond the last. */
  readonly reach: number;
}

interface Pool {
  readonly batch: number;
  readonly channels: number;
  readonly axes: readonly [depth: Axis, height: Axis, width: Axis];
}

/** Places of the input that an output's window sees along an axis. */
function* seen({ input, stride, before, dilation, reach }: Axis, position: number): Generator<number> {
  const start = position * stride - before;
  for (let at = start; at < start + reach; at += dilation) if (at >= 0 && at < input) yield at;
}

/** Calls `visit` with the offset of each output's first channel and those of the places that its window sees. */
function forEachWindow(
  { batch, channels, axes }: Pool,
  visit: (output: number, places: readonly number[]) => void,
): void {
  const [depth, height, width] = axes;
  let output = 0;
  for (let sample = 0; sample < batch; sample++) {
    for (let d = 0; d < depth.output; d++) {
      for (let h = 0; h < height.output; h++) {
        for (let w = 0; w < width.output; w++, output += channels) visit(output, [...places(sample, [d, h, w])]);
      }
    }
  }
  function* places(sample: number, [d, h, w]: readonly [number, number, number]): Generator<number> {
    for (const z of seen(depth, d)) {
      for (const y of seen(height, h)) {
        for (const x of seen(width, w)) {
          yield (((sample * depth.input + z) * height.input + y) * width.input + x) * channels;
        }
      }
    }
  }
}

/** The first place that holds the largest value of a channel; a NaN counts as the largest. */
function largest(values: Float32Array, places: readonly number[], channel: number): number {
  let best = places[0]! + channel;
  for (const place of places) {
    const value = values[place + channel]!;
    if (value > values[best]! || (Number.isNaN(value) && !Number.isNaN(values[best]!))) best = place + channel;
  }
  return best;
}

function forward(heap: Heap, x: TensorInfo, outputShape: readonly number[], pool: Pool): TensorInfo {
  const y = heap.makeInfo(outputShape);
  const values = heap.floatsOf(x);
  const maxima = heap.floatsOf(y);
  forEachWindow(pool, (output, places) => {
    for (let c = 0; c < pool.channels; c++) maxima[output + c] = values[largest(values, places, c)]!;
  });
  return y;
}

function gradient(heap: Heap, dy: TensorInfo, x: TensorInfo, pool: Pool): TensorInfo {
  const dx = heap.makeInfo(x.shape);
  const values = heap.floatsOf(x);
  const upstream = heap.floatsOf(dy);
  const sums = heap.floatsOf(dx).fill(0);
  forEachWindow(pool, (output, places) => {
    for (let c = 0; c < pool.channels; c++) sums[largest(values, places, c)]! += upstream[output + c]!;
  });
  return dx;
}

const flatAxis: Axis = { input: 1, output: 1, stride: 1, before: 0, dilation: 1, reach: 1 };

type Windows = Parameters<typeof backend_util.computePool2DInfo>;

function pool2d({ shape }: TensorInfo, { filterSize, strides, dilations, pad, dimRoundingMode }: Attributes) {
  const info = backend_util.computePool2DInfo(
    shape as Windows[0],
    filterSize as Windows[1],
    strides as Windows[2],
    (dilations ?? 1) as Windows[3],
    pad as Windows[4],
    dimRoundingMode as Windows[5],
  );
  const height: Axis = {
    input: info.inHeight,
    output: info.outHeight,
    stride: info.strideHeight,
    before: info.padInfo.top,
    dilation: info.dilationHeight,
    reach: info.effectiveFilterHeight,
  };
  const width: Axis = {
    input: info.inWidth,
    output: info.outWidth,
    stride: info.strideWidth,
    before: info.padInfo.left,
    dilation: info.dilationWidth,
    reach: info.effectiveFilterWidth,
  };
  return { batch: info.batchSize, channels: info.inChannels, axes: [flatAxis, height, width] as const };
}

type Volumes = Parameters<typeof backend_util.computePool3DInfo>;

function pool3d({ shape }: TensorInfo, { filterSize, strides, pad, dimRoundingMode }: Attributes) {
  const info = backend_util.computePool3DInfo(
    shape as Volumes[0],
    filterSize as Volumes[1],
    strides as Volumes[2],
    1,
    pad as Volumes[4],
    dimRoundingMode as Volumes[5],
  );
  const axis = (name: 'Depth' | 'Height' | 'Width', before: number): Axis => ({
    input: info[`in${name}`],
    output: info[`out${name}`],
    stride: info[`stride${name}`],
    before,
    dilation: 1,
    reach: info[`filter${name}`],
  });
  const { front, top, left } = info.padInfo;
  const axes = [axis('Depth', front), axis('Height', top), axis('Width', left)] as const;
  return { outputShape: info.outShape, batch: info.batchSize, channels: info.inChannels, axes };
}

const positiveOnly = 'Starts the search for the largest value at 1e-38 instead of below every number';

export const poolingPatches: readonly Patch[] = [
  {
    kernelName: 'MaxPoolGrad',
    reason: `${positiveOnly}, so that windows without a positive value get no gradient.`,
    run(heap, { dy, input }: Inputs, attributes) {
      return dy && input && gradient(heap, dy, input, pool2d(input, attributes));
    },
  },
  {
    kernelName: 'MaxPool3D',
    reason: `${positiveOnly}, which windows without a positive value then give.`,
    run(heap, { x }, attributes) {
      if (!x) return undefined;
      const pool = pool3d(x, attributes);
      return forward(heap, x, pool.outputShape, pool);
    },
  },
  {
    kernelName: 'MaxPool3DGrad',
    reason: `${positiveOnly}, so that windows without a positive value get no gradient.`,
    run(heap, { dy, input }, attributes) {
      return dy && input && gradient(heap, dy, input, pool3d(input, attributes));
    },
  },
];
