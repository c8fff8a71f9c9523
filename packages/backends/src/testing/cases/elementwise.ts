import {
  abs,
  add,
  clipByValue,
  div,
  elu,
  erf,
  exp,
  expm1,
  floor,
  leakyRelu,
  log,
  log1p,
  maximum,
  minimum,
  mul,
  neg,
  pow,
  relu,
  relu6,
  round,
  rsqrt,
  selu,
  sigmoid,
  sign,
  softplus,
  sqrt,
  square,
  squaredDifference,
  step,
  sub,
  type Tensor,
  tanh,
} from '@tensorflow/tfjs-core';
import type { OpCase } from '../op-case.js';
import { randomValues, valuesOf } from '../values.js';

/** Error function by its Taylor series; enough terms for |x| <= 3. */
function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < 80; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

const seluScale = 1.0507009873554805;
const seluAlpha = 1.6732632423543772;

type Unary = readonly [name: string, compute: (x: Tensor) => Tensor, reference: (x: number) => number, low?: number];

// Inputs run from the last number (default -3) to 3.
const unary: readonly Unary[] = [
  ['abs', abs, Math.abs],
  ['neg', neg, (x) => -x],
  ['square', square, (x) => x * x],
  ['sqrt', sqrt, Math.sqrt, 0],
  ['rsqrt', rsqrt, (x) => 1 / Math.sqrt(x), 0.1],
  ['exp', exp, Math.exp],
  ['expm1', expm1, Math.expm1],
  ['log', log, Math.log, 0.1],
  ['log1p', log1p, Math.log1p, -0.9],
  ['sigmoid', sigmoid, (x) => 1 / (1 + Math.exp(-x))],
  ['tanh', tanh, Math.tanh],
  ['erf', erf, erfSeries],
  ['softplus', softplus, (x) => Math.log1p(Math.exp(x))],
  ['relu', relu, (x) => Math.max(0, x)],
  ['relu6', (x) => relu6(mul(x, 3)), (x) => Math.min(6, Math.max(0, 3 * x))],
  ['leakyRelu', (x) => leakyRelu(x, 0.01), (x) => (x < 0 ? 0.01 * x : x)],
  ['elu', elu, (x) => (x < 0 ? Math.expm1(x) : x)],
  ['selu', selu, (x) => seluScale * (x < 0 ? seluAlpha * Math.expm1(x) : x)],
  ['step', (x) => step(x), (x) => (x > 0 ? 1 : 0)],
  ['sign', sign, Math.sign],
  ['floor', floor, Math.floor],
  ['round', round, Math.round],
  ['clipByValue', (x) => clipByValue(x, -1, 0.5), (x) => Math.min(0.5, Math.max(-1, x))],
];

type Binary = readonly [
  name: string,
  compute: (a: Tensor, b: Tensor) => Tensor,
  reference: (a: number, b: number) => number,
];

const binary: readonly Binary[] = [
  ['add', add, (a, b) => a + b],
  ['sub', sub, (a, b) => a - b],
  ['mul', mul, (a, b) => a * b],
  ['div', div, (a, b) => a / b],
  ['pow', pow, (a, b) => a ** b],
  ['maximum', maximum, Math.max],
  ['minimum', minimum, Math.min],
  ['squaredDifference', squaredDifference, (a, b) => (a - b) ** 2],
];

/** Functions of one number or of two, the second also a row that is spread over all rows. */
export const elementwiseCases: readonly OpCase[] = [
  ...unary.map(
    ([name, compute, reference, low = -3]): OpCase => ({
      name,
      inputs: [randomValues(name, [5, 7], low, 3)],
      compute,
      reference: (x) => valuesOf(x.shape, (i) => reference(x.data[i]!)),
    }),
  ),
  ...binary.map(
    ([name, compute, reference]): OpCase => ({
      name: `${name}, with broadcasting`,
      inputs: [randomValues(name, [5, 7], 0.2, 2), randomValues(`${name} row`, [7], 0.2, 2)],
      compute,
      reference: (a, b) => valuesOf(a.shape, (i) => reference(a.data[i]!, b.data[i % 7]!)),
    }),
  ),
];
