import { readFileSync } from 'node:fs';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { memory, setBackend, tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SavedForm } from '../penalties/regularizer.js';
import { maxNorm } from './max-norm.js';
import { minMaxNorm } from './min-max-norm.js';
import { nonNeg } from './non-neg.js';
import { constraintFromConfig, resolveConstraint } from './resolve-constraint.js';
import { unitNorm } from './unit-norm.js';

interface Case {
  readonly name: keyof typeof makers;
  readonly options: object;
  readonly shape: number[];
  readonly w: number[];
  readonly projected: number[];
  readonly config: SavedForm;
}

const makers = { maxNorm, unitNorm, nonNeg, minMaxNorm };
const { cases }: { cases: Case[] } = JSON.parse(
  readFileSync(new URL('../golden/constraints.json', import.meta.url), 'utf8'),
);

describe.each(['cpu', 'wasm'])('constraints on %s', (backend) => {
  beforeAll(async () => {
    await setBackend(backend);
  });

  it.each(cases)('$name $options of $shape agrees with Keras', ({ name, options, shape, w, projected, config }) => {
    const constraint = makers[name](options);
    const weights = tensor(w, shape);
    const before = memory().numTensors;
    const result = constraint.project(weights);
    expect(memory().numTensors).toBe(before + 1);
    expect(result.shape).toEqual(shape);
    const values = result.dataSync();
    projected.forEach((expected, i) => {
      expect(values[i]).toBeCloseTo(expected, 6);
    });
    expect(constraint.config()).toEqual(config);
    expect(constraintFromConfig(config).config()).toEqual(config);
    result.dispose();
    weights.dispose();
  });

  it.each(Object.entries(makers))('%s does not hide NaN', (_name, make) => {
    const weights = tensor([Number.NaN, 1, -2, 0.5], [2, 2]);
    const result = make().project(weights);
    expect(result.dataSync()[0]).toBeNaN();
    expect(result.dataSync()[3]).toBeGreaterThan(0);
    result.dispose();
    weights.dispose();
  });
});

it('refuses options and weights that do not fit', () => {
  expect(() => maxNorm({ max: 0 })).toThrow('above 0, but 0 came');
  expect(() => maxNorm({ axis: 0.5 })).toThrow('axis is a whole number');
  expect(() => minMaxNorm({ min: 2, max: 1 })).toThrow('min 2 and max 1 came');
  expect(() => minMaxNorm({ rate: 0 })).toThrow('rate lies above 0');
  const bias = tensor([1, 2]);
  expect(() => maxNorm({ axis: [0, 1, 2] }).project(bias)).toThrow('does not fit weights of shape [2]');
  bias.dispose();
});

it('is found by name', () => {
  for (const name of Object.keys(makers)) expect(resolveConstraint(name).name).toBe(name);
  expect(() => resolveConstraint('max_norm')).toThrow("Did you mean 'maxNorm'?");
  expect(() => constraintFromConfig({ class_name: 'maxNorm', config: {} })).toThrow("Did you mean 'MaxNorm'?");
});
