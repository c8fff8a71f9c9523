import { requireArgument } from '@glassbox/core';
import { reshape, type Tensor, type Tensor2D, transpose } from '@tensorflow/tfjs-core';
import type { Shape } from '../layer.js';

/** Axes of a sample, from 0 on and in order, from axes of a batch (counted from 1, or from -1 at the end). */
export function sampleAxes(title: string, axis: number | readonly number[], inputShape: Shape): readonly number[] {
  const rank = inputShape.length;
  const axes = [axis].flat().map((each) => (each < 0 ? rank + each : each - 1));
  requireArgument(
    axes.length > 0 &&
      new Set(axes).size === axes.length &&
      axes.every((each) => Number.isInteger(each) && each >= 0 && each < rank),
    `${title} takes axes of the batch, 1 to ${rank} or -1 to -${rank}, each once, but [${[axis].flat().join(', ')}] came.`,
  );
  return axes.sort((a, b) => a - b);
}

/** Applies a function of rows to a batch whose `axes` (of a sample) make up the rows. */
export function overAxes(x: Tensor, axes: readonly number[], rows: (x: Tensor2D) => Tensor2D): Tensor {
  const inner = axes.map((axis) => axis + 1);
  const outer = x.shape.map((_, axis) => axis).filter((axis) => !inner.includes(axis));
  const order = [...outer, ...inner];
  const isInOrder = order.every((axis, i) => axis === i);
  const turned = isInOrder ? x : transpose(x, order);
  const width = inner.reduce((size, axis) => size * x.shape[axis]!, 1);
  const done = reshape(rows(reshape(turned, [-1, width]) as Tensor2D), turned.shape);
  if (isInOrder) return done;
  return transpose(
    done,
    order.map((_, axis) => order.indexOf(axis)),
  );
}

/** The shape in which a weight over `axes` broadcasts over a batch. */
export const broadcastShape = (inputShape: Shape, axes: readonly number[]): Shape => [
  1,
  ...inputShape.map((extent, axis) => (axes.includes(axis) ? extent : 1)),
];
