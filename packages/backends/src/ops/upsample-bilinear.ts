import { image, reshape, type Tensor2D, type Tensor4D, tensor2d } from '@tensorflow/tfjs-core';
import { activeKernels } from './active-kernels.js';
import { transposed } from './arrange.js';
import { differentiable } from './differentiable.js';

/**
 * Makes images larger by whole factors; a new pixel is a mean of the nearest old ones, weighted by how near their centres are.
 *
 * `[batch, height, width, c] -> [batch, height * factors[0], width * factors[1], c]`. Beyond the outermost centres the image is constant.
 * tfjs's own gradient belongs to other sampling places, so this one is computed from the weights.
 */
export function upsampleBilinear(x: Tensor4D, factors: readonly [number, number]): Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const [newHeight, newWidth] = [height * factors[0], width * factors[1]];
  return differentiable<Tensor4D>([x], {
    forward: () => image.resizeBilinear(x, [newHeight, newWidth], false, true),
    backward(dy) {
      const { matMul } = activeKernels();
      const columns: Tensor2D = reshape(transposed(dy, [0, 1, 3, 2]), [-1, newWidth]);
      const narrow = reshape(matMul(columns, weights(width, newWidth), false, false), [
        batch,
        newHeight,
        channels,
        width,
      ]);
      const rows: Tensor2D = reshape(transposed(narrow, [0, 2, 3, 1]), [-1, newHeight]);
      const small = reshape(matMul(rows, weights(height, newHeight), false, false), [batch, channels, width, height]);
      return [transposed(small, [0, 3, 2, 1])];
    },
  });
}

/** How much each old place counts in each new one of an axis: `[newSize, size]`, rows that sum to 1. */
function weights(size: number, newSize: number): Tensor2D {
  const values = new Float32Array(newSize * size);
  for (let place = 0; place < newSize; place++) {
    const source = ((place + 0.5) * size) / newSize - 0.5;
    const before = Math.floor(source);
    values[place * size + Math.max(0, before)]! += 1 - (source - before);
    values[place * size + Math.min(size - 1, before + 1)]! += source - before;
  }
  return tensor2d(values, [newSize, size]);
}
