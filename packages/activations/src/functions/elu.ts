import { requireArgument } from '@glassbox/core';
import { elu as eluOp, engine, mul, step, type Tensor } from '@tensorflow/tfjs-core';
import type { ElementwiseActivation } from '../activation.js';
import { elementwise } from '../elementwise.js';
import { interval } from '../interval.js';

export interface EluOptions {
  /** What large negative inputs tend to, with its sign turned; above 0. Default 1. */
  readonly alpha?: number;
}

/** Slope of elu with alpha 1 times dy, from its output. */
const eluGradient = (dy: Tensor, y: Tensor): Tensor => engine().runKernel('EluGrad', { dy, y });

function make(alpha: number): ElementwiseActivation {
  return elementwise({
    name: 'elu',
    title: 'ELU',
    formula: alpha === 1 ? 'x if x > 0, else e^x - 1' : `x if x > 0, else ${alpha} (e^x - 1)`,
    latex: `\\mathrm{ELU}(x) = \\begin{cases} x & x > 0 \\\\ ${alpha} (e^x - 1) & x \\le 0 \\end{cases}`,
    range: interval(-alpha, Infinity, '()'),
    monotonic: true,
    zeroCentred: false,
    properties: [
      'Like ReLU for positive inputs; negative ones bend smoothly to a floor, so averages stay nearer to zero.',
      'Negative inputs keep a gradient, so neurons seldom die.',
    ],
    cautions: [
      'Needs an exponential for negative inputs, so it is slower than ReLU.',
      'Far below zero its slope vanishes as the sigmoid’s does.',
    ],
    source: 'Clevert, Unterthiner, Hochreiter, ICLR 2016, arXiv 1511.07289',
    kernelInitializer: 'heUniform',
    tfjsName: alpha === 1 ? 'elu' : undefined,
    pass: { kind: 'elu', parameter: alpha },
    config: alpha === 1 ? 'elu' : { class_name: 'ELU', config: { alpha } },
    f: (x) => (x > 0 ? x : alpha * Math.expm1(x)),
    derivative: (x) => (x > 0 ? 1 : alpha * Math.exp(x)),
    forward: (x, save) => {
      const unit = eluOp(x);
      if (alpha === 1) {
        save([unit]);
        return unit;
      }
      const scale = step(x, alpha);
      save([unit, scale]);
      return mul(unit, scale);
    },
    gradient: (dy, [unit, scale]) => {
      const slope = eluGradient(dy, unit!);
      return scale ? mul(slope, scale) : slope;
    },
  });
}

const standard = make(1);

/**
 * Exponential linear unit: `x` for x > 0, else `α (e^x - 1)`; in (-α, ∞), slope 1 or `α e^x`.
 *
 * @throws `bad-argument` for an alpha that is not a finite number above 0.
 */
export function elu({ alpha = 1 }: EluOptions = {}): ElementwiseActivation {
  requireArgument(alpha > 0 && Number.isFinite(alpha), `alpha is a finite number above 0, but ${alpha} came.`);
  return alpha === 1 ? standard : make(alpha);
}
