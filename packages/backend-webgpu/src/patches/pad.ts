import { type KernelBackend, type KernelFunc, type TensorInfo, util } from '@tensorflow/tfjs-core';

type Margin = readonly [before: number, after: number];

const MOST_AXES = 4;

/**
 * Pads tensors of any rank by a kernel that takes at most four axes.
 *
 * A last axis without margins is folded into the one before it, whose margins then count so many times; one that has margins is
 * padded first, as a matrix.
 */
export function padByFewAxes(stock: KernelFunc): KernelFunc {
  return ({ inputs, backend, attrs }) => {
    const { paddings, constantValue } = attrs as { paddings: Margin[]; constantValue: number };
    const pad = (x: TensorInfo, margins: readonly Margin[]) =>
      stock({ inputs: { x }, backend, attrs: { paddings: [...margins], constantValue } }) as TensorInfo;
    return padded(inputs.x!, paddings, pad, backend as KernelBackend);
  };
}

type Pad = (x: TensorInfo, margins: readonly Margin[]) => TensorInfo;

function padded(x: TensorInfo, margins: readonly Margin[], pad: Pad, backend: KernelBackend): TensorInfo {
  if (x.shape.length <= MOST_AXES) return pad(x, margins);
  const shape = x.shape.map((extent, axis) => margins[axis]![0] + extent + margins[axis]![1]);
  const [before, after] = margins.at(-1)!;
  if (before === 0 && after === 0) return { ...padded(...folded(x, margins), pad, backend), shape };
  const width = x.shape.at(-1)!;
  const rows = pad({ ...x, shape: [util.sizeFromShape(x.shape) / width, width] }, [
    [0, 0],
    [before, after],
  ]);
  const wider = { ...rows, shape: [...x.shape.slice(0, -1), shape.at(-1)!] };
  const result = padded(wider, [...margins.slice(0, -1), [0, 0]], pad, backend);
  backend.disposeData(rows.dataId);
  return result;
}

/** The last axis, which has no margins, as a part of the one before it. */
function folded(x: TensorInfo, margins: readonly Margin[]): [TensorInfo, Margin[]] {
  const [height, width] = x.shape.slice(-2) as [number, number];
  const [before, after] = margins.at(-2)!;
  return [
    { ...x, shape: [...x.shape.slice(0, -2), height * width] },
    [...margins.slice(0, -2), [before * width, after * width]],
  ];
}
