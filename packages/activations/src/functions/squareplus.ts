import { requireArgument } from '@glassbox/core';
import { abs, add, div, greaterEqual, mul, sqrt, square, type Tensor, where } from '@tensorflow/tfjs-core';
import type { ElementwiseActivation } from '../activation.js';
import { elementwise } from '../elementwise.js';
import { interval } from '../interval.js';

/** Options of {@link squareplus}. */
export interface SquareplusOptions {
  /** Width of the bend, a finite number above 0; the value at 0 is half its root. Default 4. */
  readonly b?: number;
}

/**
 * The value at |x|, root √(x² + b), and the value at -|x|. The two multiply to b / 4, which gives the small one without cancelling.
 */
function branches(x: Tensor, b: number): { root: Tensor; large: Tensor; small: Tensor } {
  const size = abs(x);
  const root = sqrt(add(square(size), b));
  const large = mul(add(size, root), 0.5);
  return { root, large, small: div(b / 4, large) };
}

function make(b: number): ElementwiseActivation {
  const smallSide = (x: number) => b / 2 / (Math.abs(x) + Math.hypot(x, Math.sqrt(b)));
  return elementwise({
    name: 'squareplus',
    title: 'Squareplus',
    formula: `(x + √(x² + ${b})) / 2`,
    latex: `\\mathrm{squareplus}(x) = \\tfrac{1}{2} \\left(x + \\sqrt{x^2 + ${b}}\\right)`,
    range: interval(0, Infinity, '()'),
    monotonic: true,
    zeroCentred: false,
    properties: [
      'A smooth ReLU like softplus, of a root instead of an exponential and a logarithm, so it is quick and never overflows early.',
      'Always positive, with a slope everywhere: neurons do not die.',
    ],
    cautions: ['Approaches 0 as slowly as -b / (4 x), so negative inputs leak much more than softplus’s.'],
    source: 'Barron, "Squareplus: a softplus-like algebraic rectifier", 2021, arXiv 2112.11687',
    kernelInitializer: 'heUniform',
    tfjsName: undefined,
    config: b === 4 ? 'squareplus' : { class_name: 'squareplus', config: { b } },
    f: (x) => (x > 0 ? (x + Math.hypot(x, Math.sqrt(b))) / 2 : smallSide(x)),
    derivative: (x) => {
      const tail = smallSide(x) / Math.hypot(x, Math.sqrt(b));
      return x > 0 ? 1 - tail : tail;
    },
    forward: (x, save) => {
      save([x]);
      const { large, small } = branches(x, b);
      return where(greaterEqual(x, 0), large, small);
    },
    gradient: (dy, [x]) => {
      const { root, large, small } = branches(x!, b);
      return mul(dy, div(where(greaterEqual(x!, 0), large, small), root));
    },
  });
}

const standard = make(4);

/**
 * Squareplus: `(x + √(x² + b)) / 2` in (0, ∞), slope `(1 + x / √(x² + b)) / 2`.
 *
 * @throws `bad-argument` for a b that is not a finite number above 0. (With 0 it would be ReLU.)
 */
export function squareplus({ b = 4 }: SquareplusOptions = {}): ElementwiseActivation {
  requireArgument(b > 0 && Number.isFinite(b), `b is a finite number above 0, but ${b} came. Use relu() for 0.`);
  return b === 4 ? standard : make(b);
}
