import { readFileSync } from 'node:fs';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { grad, memory, setBackend, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { activityPenalty } from './activity-penalty.js';
import { l1, l1l2, l2 } from './l1-l2.js';
import { regularizerFromConfig, resolveRegularizer } from './resolve-regularizer.js';

interface Case {
  readonly name: 'l1' | 'l2' | 'l1l2';
  readonly options: number | { l1?: number; l2?: number };
  readonly penalty: number;
  readonly gradient: number[];
  readonly activityPenalty: number;
}

const golden: { shape: number[]; w: number[]; cases: Case[] } = JSON.parse(
  readFileSync(new URL('../golden/penalties.json', import.meta.url), 'utf8'),
);
const make = ({ name, options }: Case) =>
  typeof options === 'object' ? l1l2(options) : name === 'l1' ? l1(options) : l2(options);

describe.each(['cpu', 'wasm'])('penalties on %s', (backend) => {
  beforeAll(async () => {
    await setBackend(backend);
  });

  it.each(golden.cases)('$name $options agrees with Keras', (one) => {
    const regularizer = make(one);
    expect(regularizer.penaltyOf(golden.w)).toBeCloseTo(one.penalty, 5);
    const w = tensor(golden.w, golden.shape);
    const before = memory().numTensors;
    const value = regularizer.penalty(w);
    const activity = activityPenalty(regularizer, w);
    expect(memory().numTensors).toBe(before + 2);
    expect(value.shape).toEqual([]);
    expect(value.dataSync()[0]).toBeCloseTo(one.penalty, 5);
    expect(activity.dataSync()[0]).toBeCloseTo(one.activityPenalty, 5);
    tidy(() => {
      const byTape = grad((x: Tensor) => regularizer.penalty(x))(w).dataSync();
      const direct = regularizer.gradient(w).dataSync();
      const shared = grad((x: Tensor) => activityPenalty(regularizer, x))(w).dataSync();
      one.gradient.forEach((expected, i) => {
        expect(byTape[i]).toBeCloseTo(expected, 6);
        expect(direct[i]).toBeCloseTo(expected, 6);
        expect(shared[i]).toBeCloseTo(expected / golden.shape[0]!, 6);
      });
    });
    value.dispose();
    activity.dispose();
    w.dispose();
    expect(memory().numTensors).toBe(before - 1);
  });
});

it('reads its saved form back, and Keras’s', () => {
  const saved = l1l2({ l1: 0.2, l2: 0.3 }).config();
  expect(regularizerFromConfig(saved).config()).toEqual(saved);
  expect(regularizerFromConfig({ class_name: 'L2', config: { l2: 0.5 } }).penaltyOf([2])).toBe(2);
  expect(regularizerFromConfig({ class_name: 'L1', config: {} }).penaltyOf([-3])).toBeCloseTo(0.03, 15);
  expect(() => regularizerFromConfig({ class_name: 'L3', config: {} })).toThrow("Unknown regularizer 'L3'");
});

it('is found by name with factors of 0.01, and refuses factors that make no sense', () => {
  expect(resolveRegularizer('l1l2').penaltyOf([1, -1])).toBeCloseTo(0.04, 15);
  expect(() => resolveRegularizer('L2')).toThrow("Did you mean 'l2'?");
  for (const factor of [-1, Number.NaN, Infinity]) expect(() => l2(factor)).toThrow(/at least 0, but/);
});
