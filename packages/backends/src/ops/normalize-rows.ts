import { add, mean, mul, rsqrt, square, sub, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { activeKernels } from './active-kernels.js';
import { differentiable } from './differentiable.js';

/**
 * Brings each row to mean 0 and mean square 1: `y = (x - mean) / sqrt(variance + epsilon)`; or, not centred, to mean square 1 alone:
 * `y = x / sqrt(mean(x²) + epsilon)`.
 *
 * @param x `[rows, columns]`. @returns the same shape. The gradient counts that the moments depend on x.
 * Sources: Ba et al., 2016, arXiv 1607.06450 (centred); Zhang and Sennrich, 2019, arXiv 1910.07467 (not centred).
 */
export function normalizeRows(x: Tensor2D, epsilon: number, centred: boolean): Tensor2D {
  const { normalizeRows: run, normalizeRowsGradient: runBack } = activeKernels();
  if (centred && run && runBack) {
    return differentiable<Tensor2D>([x], {
      forward(save) {
        const { y, means, inverses } = run(x, epsilon);
        save([x, means, inverses]);
        return y;
      },
      backward: (dy, [input, means, inverses]) => [
        runBack(dy, input as Tensor2D, { means: means as Tensor1D, inverses: inverses as Tensor1D }),
      ],
    });
  }
  return differentiable<Tensor2D>([x], {
    forward(save) {
      // The variance is the mean square of what is left after the mean: large means then cost no digits.
      const rest = centred ? sub(x, mean(x, 1, true)) : x;
      const inverse = rsqrt(add(mean(square(rest), 1, true), epsilon));
      const y = mul(rest, inverse) as Tensor2D;
      save([y, inverse]);
      return y;
    },
    backward(dy, [y, inverse]) {
      const along = mul(y!, mean(mul(dy, y!), 1, true));
      const slope = centred ? sub(dy, mean(dy, 1, true)) : dy;
      return [mul(sub(slope, along), inverse!)];
    },
  });
}
