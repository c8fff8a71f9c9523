import { differentiable, fillDropoutMask, requireRate } from '@glassbox/backends/ops';
import type { Random } from '@glassbox/core';
import { add, mul, type Tensor, tensor } from '@tensorflow/tfjs-core';

/** What selu tends to for large negative inputs. */
const FLOOR = -1.7580993408473766;

/**
 * Alpha dropout, which belongs to selu: sets a share `rate` of the values to selu's floor and then shifts and scales all of them, so
 * that mean 0 and variance 1 stay; differentiable. With q = 1 - rate, f the floor, a = (q + f² q rate)^(-1/2):
 * `y = a x - a f rate` where kept, `a f - a f rate` where dropped.
 *
 * @param rate 0 <= rate < 1; 0 returns x as it is, anything else throws `bad-argument`.
 * @param random the stream of this step; the same one gives the same mask.
 * Source: Klambauer et al., "Self-normalizing neural networks", 2017, arXiv 1706.02515.
 */
export function alphaDropout(x: Tensor, rate: number, random: Random): Tensor {
  requireRate(rate);
  if (rate === 0) return x;
  const kept = 1 - rate;
  const a = (kept + FLOOR * FLOOR * kept * rate) ** -0.5;
  const mask = new Float32Array(x.size);
  fillDropoutMask(mask, rate, random.key);
  return differentiable<Tensor>([x], {
    forward(save) {
      const scale = tensor(
        mask.map((value) => (value > 0 ? a : 0)),
        x.shape,
      );
      const shift = tensor(
        mask.map((value) => (value > 0 ? 0 : a * FLOOR) - a * FLOOR * rate),
        x.shape,
      );
      save([scale]);
      return add(mul(x, scale), shift);
    },
    backward: (dy, [scale]) => [mul(dy, scale!)],
  });
}
