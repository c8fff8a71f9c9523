import { type Random, requireArgument, sizeOf, threefry2x32 } from '@glassbox/core';
import { mul, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { activeKernels } from './active-kernels.js';
import { differentiable } from './differentiable.js';

/**
 * Fills `mask` with 0 (probability `rate`) and 1 / (1 - rate), so that its mean is 1.
 *
 * Element i depends on the key and i alone: word `i mod 2` of Threefry block `i div 2` is compared with `rate 2^32`.
 */
export function fillDropoutMask(mask: Float32Array, rate: number, key: readonly [number, number]): void {
  const threshold = rate * 2 ** 32;
  const kept = 1 / (1 - rate);
  const words = new Uint32Array(2);
  for (let i = 0; i < mask.length; i += 2) {
    threefry2x32(key[0], key[1], i >>> 1, 0, words);
    mask[i] = words[0]! < threshold ? 0 : kept;
    if (i + 1 < mask.length) mask[i + 1] = words[1]! < threshold ? 0 : kept;
  }
}

/** Throws `bad-argument` unless 0 <= rate < 1. */
export function requireRate(rate: number): void {
  requireArgument(
    rate >= 0 && rate < 1,
    `A dropout rate is at least 0 and below 1, but ${rate} came. 0.5 drops half of the values.`,
  );
}

/**
 * Inverted dropout: sets a share `rate` of the values to 0 and scales the others by `1 / (1 - rate)`, so that the mean stays.
 *
 * @param x any shape.
 * @param rate 0 <= rate < 1; 0 returns x as it is.
 * @param random the stream that keys the mask; another fork for each step gives another mask.
 * @param maskShape shape of the mask, broadcast over x. Default: one value for each element.
 * @throws `bad-argument` for any other rate. Source: Srivastava et al., JMLR 15 (2014).
 */
export function dropout(x: Tensor, rate: number, random: Random, maskShape: readonly number[] = x.shape): Tensor {
  requireRate(rate);
  if (rate === 0) return x;
  const fused = sizeOf(maskShape) === x.size ? activeKernels().dropout : undefined;
  // A mask that depends on the key alone need not be kept: the same pass over the gradient makes it again.
  if (fused) {
    const { key } = random;
    return differentiable<Tensor>([x], {
      forward: () => fused(x, rate, key),
      backward: (dy) => [fused(dy, rate, key)],
    });
  }
  return differentiable<Tensor>([x], {
    forward(save) {
      const values = new Float32Array(sizeOf(maskShape));
      fillDropoutMask(values, rate, random.key);
      const mask = tensor(values, [...maskShape]);
      save([mask]);
      return mul(x, mask);
    },
    backward: (dy, saved) => [mul(dy, saved[0]!)],
  });
}
