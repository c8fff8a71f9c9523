import { greaterEqual, lessEqual, logicalAnd, maximum, minimum, mul, type Tensor } from '@tensorflow/tfjs-core';
import { differentiable } from './differentiable.js';

/**
 * `min(max(x, low), high)`, whose gradient passes where low <= x <= high.
 *
 * NaN stays NaN on every backend; tfjs's own clipByValue makes it 0 on WASM.
 */
export function clip(x: Tensor, low: number, high: number): Tensor {
  return differentiable<Tensor>([x], {
    forward(save) {
      save([x]);
      return minimum(maximum(x, low), high);
    },
    backward: (dy, [saved]) => [mul(dy, logicalAnd(greaterEqual(saved!, low), lessEqual(saved!, high)))],
  });
}
