import {
  type Activation,
  elu,
  gelu,
  hardSigmoid,
  leakyRelu,
  mish,
  relu,
  selu,
  sigmoid,
  softplus,
  softsign,
  swish,
  tanh,
} from '@glassbox/activations';
import { describe, expect, it } from 'vitest';
import { normals, ulps } from '../compare.js';
import { loadKernels } from '../load-kernels.js';

const heap = loadKernels();

const cases = [
  { name: 'relu', kind: 0, parameter: 0, activation: relu() },
  { name: 'leakyRelu', kind: 1, parameter: 0.25, activation: leakyRelu({ negativeSlope: 0.25 }) },
  { name: 'elu', kind: 2, parameter: 1, activation: elu() },
  { name: 'elu of 1.5', kind: 2, parameter: 1.5, activation: elu({ alpha: 1.5 }) },
  { name: 'selu', kind: 3, parameter: 0, activation: selu() },
  { name: 'sigmoid', kind: 4, parameter: 0, activation: sigmoid() },
  { name: 'tanh', kind: 5, parameter: 0, activation: tanh() },
  { name: 'softplus', kind: 6, parameter: 0, activation: softplus() },
  { name: 'softsign', kind: 7, parameter: 0, activation: softsign() },
  { name: 'swish', kind: 8, parameter: 0, activation: swish() },
  { name: 'gelu', kind: 9, parameter: 0, activation: gelu() },
  { name: 'gelu by tanh', kind: 10, parameter: 0, activation: gelu({ approximate: true }) },
  { name: 'mish', kind: 11, parameter: 0, activation: mish() },
  { name: 'hardSigmoid', kind: 12, parameter: 0, activation: hardSigmoid() },
] satisfies { name: string; kind: number; parameter: number; activation: Activation }[];

function forward(kind: number, parameter: number, x: ArrayLike<number>): Float32Array {
  heap.reset();
  return heap.fill('activationForward', x.length, kind, parameter, heap.put(x), undefined, x.length);
}

function gradient(kind: number, parameter: number, dy: ArrayLike<number>, x: ArrayLike<number>): Float32Array {
  const y = forward(kind, parameter, x);
  const operands = [heap.put(dy), heap.put(x), heap.put(y)] as const;
  return heap.fill('activationGradient', x.length, kind, parameter, ...operands, undefined, x.length);
}

/** Many ordinary numbers, some tiny, some far out, and the places where pieces meet. */
const inputs = Float32Array.from([
  ...normals(4001, 5, 2),
  ...normals(500, 6, 1e-5),
  ...normals(500, 7, 20),
  ...[0, -3, 3, 1, -1],
]);

describe.each(cases)('$name', ({ kind, parameter, activation }) => {
  it('has the value of its definition', () => {
    const y = forward(kind, parameter, inputs);
    inputs.forEach((x, i) => {
      const expected = activation.f(x);
      // In the tails of the functions with an exponent that grows, what counts is the size beside 1.
      const isNear = Math.abs(y[i]! - expected) <= 1e-8 || ulps(y[i]!, expected) <= 8;
      expect(isNear, `${x} gives ${y[i]}, not ${expected}`).toBe(true);
    });
  });

  it('has the slope of its definition', () => {
    const dy = normals(inputs.length, 8);
    const dx = gradient(kind, parameter, dy, inputs);
    inputs.forEach((x, i) => {
      const expected = dy[i]! * activation.derivative(x);
      expect(Math.abs(dx[i]! - expected), `at ${x}`).toBeLessThanOrEqual(5e-7 * Math.max(1, Math.abs(dy[i]!)));
    });
  });

  it('keeps NaN, and does not break at the infinities', () => {
    const special = [Number.NaN, Infinity, -Infinity, 1e30, -1e30];
    const y = forward(kind, parameter, special);
    expect([...y]).toEqual(special.map((x) => Math.fround(activation.f(x))));
    const dx = gradient(kind, parameter, [1, 1, 1, 1, 1], special);
    expect(dx[0]).toBeNaN();
    special.slice(1).forEach((x, i) => {
      expect(dx[i + 1]).toBeCloseTo(activation.derivative(x), 6);
    });
  });

  it('gives a rest of one to three numbers the bits of four', () => {
    const x = inputs.slice(100, 107);
    const whole = forward(kind, parameter, [...x, 0.5]);
    const slopes = gradient(kind, parameter, new Float32Array(8).fill(1), [...x, 0.5]);
    for (let n = 1; n <= 7; n++) {
      expect([...forward(kind, parameter, x.slice(0, n))]).toEqual([...whole.slice(0, n)]);
      const part = gradient(kind, parameter, new Float32Array(n).fill(1), x.slice(0, n));
      expect([...part]).toEqual([...slopes.slice(0, n)]);
    }
  });
});
