import {
  cast,
  div,
  equal,
  max,
  mean,
  mul,
  ones,
  reshape,
  sum,
  type Tensor,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { differentiable } from './differentiable.js';

/** The axes between batch and channels, and the shape that keeps them as 1. */
function between(x: Tensor): { axes: number[]; kept: number[] } {
  const axes = x.shape.slice(1, -1).map((_, i) => i + 1);
  return { axes, kept: x.shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent)) };
}

/**
 * The largest value of each channel over all places: `[batch, ...places, channels] -> [batch, channels]`.
 *
 * Places that share the maximum share its gradient equally, as in TensorFlow.
 */
export function globalMaxPool(x: Tensor): Tensor2D {
  const { axes, kept } = between(x);
  return differentiable<Tensor2D>([x], {
    forward(save) {
      const y = max(x, axes) as Tensor2D;
      save([x, y]);
      return y;
    },
    backward(dy, saved) {
      const [input, y] = saved as [Tensor, Tensor2D];
      const isMax = cast(equal(input, reshape(y, kept)), 'float32');
      return [mul(isMax, reshape(div(dy, sum(isMax, axes)), kept))];
    },
  });
}

/** The mean of each channel over all places: `[batch, ...places, channels] -> [batch, channels]`. */
export function globalAveragePool(x: Tensor): Tensor2D {
  const { axes, kept } = between(x);
  const places = axes.reduce((product, axis) => product * x.shape[axis]!, 1);
  return differentiable<Tensor2D>([x], {
    forward: () => mean(x, axes) as Tensor2D,
    backward: (dy) => [mul(reshape(div(dy, places), kept), ones([1, ...x.shape.slice(1)]))],
  });
}
