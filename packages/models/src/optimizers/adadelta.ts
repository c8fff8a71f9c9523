import { add, div, mul, sqrt, square, sub, type Tensor } from '@tensorflow/tfjs-core';
import { defineOptimizer, requireNotBelowZero, requireShare } from './base.js';
import type { CommonOptions, Optimizer } from './optimizer.js';

export interface AdadeltaOptions extends CommonOptions {
  /** Memory of the means of squares, 0 to 1. Default 0.95. */
  readonly rho?: number;
  /** Keeps roots above 0, at least 0; it also sets the size of the first steps. Default 1e-7. */
  readonly epsilon?: number;
}

/**
 * Adadelta: gradients divided by their running root mean square and multiplied by that of the steps, so that steps have the weights' unit.
 *
 * `a ← ρ a + (1-ρ) g²`, `d = g √(s + ε) / √(a + ε)`, `s ← ρ s + (1-ρ) d²`, `w ← w - lr d`.
 *
 * @param options learningRate 0.001 (the paper's form is 1), rho 0.95, epsilon 1e-7. Source: Zeiler, 2012, arXiv 1212.5701.
 */
export function adadelta(options: AdadeltaOptions = {}): Optimizer {
  const { rho = 0.95, epsilon = 1e-7, weightDecay = 0 } = options;
  requireShare({ rho });
  requireNotBelowZero({ epsilon });
  const blend = (old: Tensor, value: Tensor) => add(mul(old, rho), mul(square(value), 1 - rho));
  const rms = (squares: Tensor) => sqrt(add(squares, epsilon));
  return defineOptimizer(
    {
      name: 'adadelta',
      className: 'Adadelta',
      learningRate: 0.001,
      config: { rho, epsilon },
      slots: [
        { name: 'gradients', initial: 0 },
        { name: 'steps', initial: 0 },
      ],
      rule: { kind: 'adadelta', rho, epsilon, weightDecay },
      update(w, g, [a, s], { learningRate }) {
        const gradients = blend(a!, g);
        const step: Tensor = div(mul(rms(s!), g), rms(gradients));
        return { parameter: sub(w, mul(step, learningRate)), slots: [gradients, blend(s!, step)] };
      },
    },
    options,
  );
}
