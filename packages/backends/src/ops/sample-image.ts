import {
  add,
  addN,
  gather,
  mul,
  reshape,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  tensor,
  tensor1d,
} from '@tensorflow/tfjs-core';
import { activeKernels } from './active-kernels.js';
import { differentiable } from './differentiable.js';
import type { ImageTaps } from './image-taps.js';

const total = (parts: Tensor[]): Tensor => (parts.length === 1 ? parts[0]! : addN(parts));

/**
 * Makes images of weighted pixels of others: `y[p] = Σ_t weights_t[p] x[indices_t[p]] + fill[p]`, each channel alike.
 *
 * Rotating, zooming, shifting, flipping, cropping and resizing are all this sum, with taps from {@link imageTaps}. It is linear, and its
 * gradient adds `weights_t[p] dy[p]` to the pixel `indices_t[p]`; tfjs's own kernels for these have none.
 *
 * @param x `[batch, height, width, channels]`.
 * @returns `[batch, ...outputSize, channels]`.
 */
export function sampleImage(x: Tensor4D, { taps, outputSize, fill }: ImageTaps): Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const outputShape: [number, number, number, number] = [batch, ...outputSize, channels];
  const weighted = (values: Tensor, weights: Tensor | undefined) => (weights ? mul(values, weights) : values);
  return differentiable<Tensor4D>([x], {
    forward(save) {
      const indices = taps.map((tap) => tensor1d(tap.indices, 'int32'));
      const weights = taps.flatMap((tap) => (tap.weights ? [tensor(tap.weights, [tap.weights.length, 1])] : []));
      save([...indices, ...weights]);
      const rows = reshape(x, [-1, channels]);
      const sum = total(indices.map((index, tap) => weighted(gather(rows, index), weights[tap])));
      return reshape(fill ? add(sum, tensor(fill, [fill.length, 1])) : sum, outputShape);
    },
    backward(dy, saved) {
      const rows = reshape(dy, [-1, channels]);
      const parts = taps.map((_, tap) => {
        const part = weighted(rows, saved[taps.length + tap]) as Tensor2D;
        return activeKernels().scatterAddRows(part, saved[tap] as Tensor1D, batch * height * width);
      });
      return [reshape(total(parts), [batch, height, width, channels])];
    },
  });
}
