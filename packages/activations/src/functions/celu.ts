import { requireArgument } from '@glassbox/core';
import { elu as eluOp, engine, mul, type Tensor } from '@tensorflow/tfjs-core';
import type { ElementwiseActivation } from '../activation.js';
import { elementwise } from '../elementwise.js';
import { interval } from '../interval.js';
import { keepNaN } from '../math/clamp.js';

/** Options of {@link celu}. */
export interface CeluOptions {
  /** What large negative inputs tend to, with its sign turned; above 0. Default 1. */
  readonly alpha?: number;
}

/** Slope of elu with alpha 1 times dy, from its output. */
const eluGradient = (dy: Tensor, y: Tensor): Tensor => engine().runKernel('EluGrad', { dy, y });

function make(alpha: number): ElementwiseActivation {
  return elementwise({
    name: 'celu',
    title: 'CELU',
    formula: alpha === 1 ? 'x if x > 0, else e^x - 1' : `x if x > 0, else ${alpha} (e^(x / ${alpha}) - 1)`,
    latex: `\\mathrm{CELU}(x) = \\max(0, x) + \\min(0, ${alpha} (e^{x / ${alpha}} - 1))`,
    range: interval(-alpha, Infinity, '()'),
    monotonic: true,
    zeroCentred: false,
    properties: [
      'ELU whose slope is continuous for every alpha: 1 at 0 from both sides.',
      'Negative inputs bend smoothly to a floor of -alpha and keep a gradient.',
    ],
    cautions: [
      'With alpha 1 it is ELU itself.',
      'Needs an exponential for negative inputs, so it is slower than ReLU.',
    ],
    source: 'Barron, "Continuously differentiable exponential linear units", 2017, arXiv 1704.07483',
    kernelInitializer: 'heUniform',
    tfjsName: undefined,
    config: alpha === 1 ? 'celu' : { class_name: 'celu', config: { alpha } },
    f: (x) => (x > 0 ? x : alpha * Math.expm1(x / alpha)),
    derivative: (x) => (x > 0 ? 1 : Math.exp(x / alpha)),
    forward: (x, save) => {
      const unit = keepNaN(x, eluOp(mul(x, 1 / alpha)));
      save([unit]);
      return mul(unit, alpha);
    },
    gradient: (dy, [unit]) => eluGradient(dy, unit!),
  });
}

const standard = make(1);

/**
 * Continuously differentiable exponential linear unit: `x` for x > 0, else `α (e^(x/α) - 1)`; in (-α, ∞), slope 1 or `e^(x/α)`.
 *
 * @throws `bad-argument` for an alpha that is not a finite number above 0.
 */
export function celu({ alpha = 1 }: CeluOptions = {}): ElementwiseActivation {
  requireArgument(alpha > 0 && Number.isFinite(alpha), `alpha is a finite number above 0, but ${alpha} came.`);
  return alpha === 1 ? standard : make(alpha);
}
