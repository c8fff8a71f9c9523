import { differentiable } from '@glassbox/backends/ops';
import { requireArgument } from '@glassbox/core';
import { abs, add, mul, type Scalar, scalar, sign, square, sum, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { Regularizer } from './regularizer.js';

export interface L1L2Options {
  /** Factor of Σ|w|, a finite number of at least 0. Default 0. */
  readonly l1?: number;
  /** Factor of Σw², a finite number of at least 0. Default 0. */
  readonly l2?: number;
}

function requireFactor(name: string, factor: number): void {
  requireArgument(
    factor >= 0 && Number.isFinite(factor),
    `${name} is a finite number of at least 0, but ${factor} came. 0.01 is a usual one.`,
  );
}

const weighted = (factor: number, x: Tensor): Scalar => mul(factor, sum(x));

function penaltyValue(w: Tensor, l1: number, l2: number): Scalar {
  if (l1 > 0 && l2 > 0) return add(weighted(l1, abs(w)), weighted(l2, square(w)));
  if (l1 > 0) return weighted(l1, abs(w));
  return l2 > 0 ? weighted(l2, square(w)) : scalar(0);
}

function penaltyGradient(w: Tensor, l1: number, l2: number): Tensor {
  if (l1 === 0) return mul(2 * l2, w);
  const lasso = mul(l1, sign(w));
  return l2 === 0 ? lasso : add(lasso, mul(2 * l2, w));
}

function make(name: string, l1: number, l2: number): Regularizer {
  requireFactor('l1', l1);
  requireFactor('l2', l2);
  return Object.freeze({
    name,
    penalty: (w: Tensor) =>
      differentiable<Scalar>([w], {
        forward(save) {
          save([w]);
          return penaltyValue(w, l1, l2);
        },
        backward: (dy, [saved]) => [mul(dy, penaltyGradient(saved!, l1, l2))],
      }),
    gradient: (w: Tensor) => tidy(() => penaltyGradient(w, l1, l2)),
    penaltyOf: (w: ArrayLike<number>) => Array.from(w).reduce((total, x) => total + l1 * Math.abs(x) + l2 * x * x, 0),
    // One class with both factors, since tfjs-layers knows no other.
    config: () => ({ class_name: 'L1L2', config: { l1, l2 } }),
  });
}

/**
 * Lasso penalty `λ Σ|w|`, which drives small weights to exactly 0; gradient `λ sign(w)`, 0 at 0.
 *
 * @param factor λ, a finite number of at least 0, default 0.01; anything else throws `bad-argument`.
 */
export const l1 = (factor = 0.01): Regularizer => make('l1', factor, 0);

/**
 * Ridge penalty `λ Σw²` (no half, as Keras has it), which keeps weights small; gradient `2 λ w`.
 *
 * @param factor λ, a finite number of at least 0, default 0.01; anything else throws `bad-argument`.
 */
export const l2 = (factor = 0.01): Regularizer => make('l2', 0, factor);

/**
 * Elastic net penalty `λ1 Σ|w| + λ2 Σw²`.
 *
 * @throws `bad-argument` for a factor that is negative or not finite.
 * @example
 * l1l2({ l1: 0.001, l2: 0.01 }).penaltyOf([1, -2]); // 0.053
 */
export const l1l2 = ({ l1 = 0, l2 = 0 }: L1L2Options = {}): Regularizer => make('l1l2', l1, l2);
