import { expect, it } from 'vitest';
import { readGolden } from '../../test/golden.js';
import { schedules } from './index.js';
import type { Schedule } from './schedule.js';

interface Case {
  readonly name: Exclude<keyof typeof schedules, 'warmup'>;
  readonly options: object;
  readonly steps: number[];
  readonly rates: number[];
}

const cases = readGolden<Case[]>('schedules.json', import.meta.url);

it.each(cases)('$name $options goes through the rates of the reference', ({ name, options, steps, rates }) => {
  const schedule = (schedules[name] as (options: object) => Schedule)(options);
  expect(schedule.name).toBe(name);
  // Keras computes rates in float32; near the end of a cosine that is an absolute error.
  steps.forEach((step, i) => {
    expect(Math.abs(schedule.rate(step) - rates[i]!), `step ${step}`).toBeLessThan(1e-5 * rates[i]! + 2e-8);
  });
});

it('warms up to a schedule or a rate, and then follows it from its own first step', () => {
  const cosine = schedules.cosineDecay({ initialLearningRate: 0.4, decaySteps: 10 });
  const warm = schedules.warmup(cosine, { steps: 4, from: 0.2 });
  const rates = [0, 1, 2, 3, 4, 9, 30].map((step) => warm.rate(step));
  const expected = [0.2, 0.25, 0.3, 0.35, 0.4, 0.2, 0];
  rates.forEach((rate, i) => {
    expect(rate).toBeCloseTo(expected[i]!, 12);
  });
  expect([0, 1, 2, 50].map((step) => schedules.warmup(0.1, { steps: 2 }).rate(step))).toEqual([0, 0.05, 0.1, 0.1]);
});

it('starts each of the restarts exactly on its border', () => {
  const restarts = schedules.cosineDecayRestarts({ initialLearningRate: 1, firstDecaySteps: 10, mMul: 0.5 });
  expect([0, 10, 30, 70].map((step) => restarts.rate(step))).toEqual([1, 0.5, 0.25, 0.125]);
});

it('refuses options that make no schedule', () => {
  const decay = { initialLearningRate: 0.1, decaySteps: 0, decayRate: 0.5 };
  expect(() => schedules.exponentialDecay(decay)).toThrow('decaySteps is a finite number above 0, but 0 came');
  expect(() => schedules.piecewiseConstant({ boundaries: [1, 2], values: [1, 2] })).toThrow('one value more');
  expect(() => schedules.piecewiseConstant({ boundaries: [2, 1], values: [1, 2, 3] })).toThrow('rise, but 2, 1');
  expect(() => schedules.polynomialDecay({ ...decay, decaySteps: 5, power: -1 })).toThrow('power');
  expect(() => schedules.cosineDecay({ ...decay, decaySteps: 5, warmupSteps: 3 })).toThrow('warmupTarget');
  expect(() => schedules.cosineDecayRestarts({ ...decay, firstDecaySteps: 5, tMul: 0.5 })).toThrow('tMul');
  expect(() => schedules.oneCycle({ maxLearningRate: 1, totalSteps: 1 })).toThrow('totalSteps');
  expect(() => schedules.oneCycle({ maxLearningRate: 1, totalSteps: 9, warmupShare: 1 })).toThrow('warmupShare');
  expect(() => schedules.warmup(0.1, { steps: 1.5 })).toThrow('steps is a whole number');
});
