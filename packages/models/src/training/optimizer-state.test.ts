import { type BackendPlugin, cpu, useBackend } from '@glassbox/backends';
import type { OptimizerRule } from '@glassbox/backends/ops';
import { clipByGlobalNorm, nonNeg } from '@glassbox/regularization';
import { memory, sub, type Tensor, tensor1d, tidy, type Variable } from '@tensorflow/tfjs-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { readGolden, worstError } from '../../test/golden.js';
import { zeros } from '../initializers/initializer.js';
import type { Layer } from '../layers/layer.js';
import { Network } from '../model/network.js';
import { optimizers } from '../optimizers/index.js';
import type { CommonOptions, Optimizer } from '../optimizers/optimizer.js';
import { schedules } from '../schedules/index.js';
import { OptimizerState } from './optimizer-state.js';

interface Case {
  readonly options: CommonOptions & { name: keyof typeof optimizers; schedule?: boolean; globalNorm?: number };
  readonly names: string[];
  readonly constrained: boolean;
  readonly path: number[][];
  readonly averages: number[][];
  readonly rates: number[];
}

const cases = readGolden<Case[]>('optimizer-loop.json', import.meta.url);

beforeEach(() => useBackend(cpu()));

/** A network of nothing but vectors of five, whose gradients the test makes up; the start is that of the reference. */
function vectors(names: readonly string[], constrained = false): Network {
  const layer: Layer = {
    className: 'Vectors',
    config: {},
    build: (shape) => ({
      outputShape: shape,
      weights: names.map((name) => ({
        name,
        shape: [5],
        initializer: zeros(),
        trainable: true,
        constraint: constrained ? nonNeg() : undefined,
      })),
      call: (x) => x,
    }),
  };
  const network = new Network([layer], [1], 0);
  network.assign(
    names.map((_, k) => ({ shape: [5], data: Float32Array.of(1, 2, 3, 4, 5).map((i) => i / 10 - 0.2 * k) })),
  );
  return network;
}

/** As in reference/models_optimizers.py. */
const gradientAt = (step: number, k: number): Tensor =>
  tensor1d([1, 2, 3, 4, 5].map((i) => Math.sin((step * (i + 1 + k)) / 3) * 0.5 ** (i - 1)));

function makeOptimizer({ name, schedule, globalNorm, ...options }: Case['options']): Optimizer {
  const make = optimizers[name] as (options: CommonOptions) => Optimizer;
  return make({
    ...options,
    ...(schedule && {
      learningRate: schedules.exponentialDecay({ initialLearningRate: 0.1, decaySteps: 5, decayRate: 0.5 }),
    }),
    ...(globalNorm && { clipping: clipByGlobalNorm(globalNorm) }),
  });
}

const stepOnce = (state: OptimizerState) =>
  tidy(() => state.apply(state.trained.map((_, k) => gradientAt(state.step + 1, k))));

const flat = (variables: readonly Variable[]) => variables.flatMap((each) => [...each.dataSync()]);

describe('the loop around an optimizer walks the path of Keras', () => {
  it.each(cases)('$options', async ({ options, names, constrained, path, averages, rates }) => {
    const network = vectors(names, constrained);
    const state = new OptimizerState(network, makeOptimizer(options));
    for (const [i, expected] of path.entries()) {
      expect(Math.abs(state.learningRate - rates[i]!)).toBeLessThan(1e-8);
      stepOnce(state);
      expect(worstError(flat(state.trainable), expected), `step ${i + 1}`).toBeLessThan(2e-6);
      const average = await state.averages();
      expect(average !== undefined).toBe(averages.length > 0);
      if (average)
        expect(
          worstError(
            [...average.values()].flatMap((each) => [...each]),
            averages[i]!,
          ),
        ).toBeLessThan(2e-6);
    }
  });
});

/** The cpu backend with a kernel that writes down its calls and subtracts 1 from the first weight. */
function recording(calls: { rule: OptimizerRule; slots: number; step: number; learningRate: number }[]): BackendPlugin {
  return {
    ...cpu(),
    async activate() {
      const active = await cpu().activate();
      return {
        ...active,
        kernels: {
          ...active.kernels,
          optimizerUpdate(rule, parameter, _gradient, slots, context) {
            calls.push({ rule, slots: slots.length, ...context });
            if (rule.weightDecay === 0) return false;
            parameter.assign(sub(parameter, 1));
            return true;
          },
        },
      };
    },
  };
}

describe('a kernel of the backend', () => {
  it('is asked first, with the rule as data, and the operations run where it refuses', async () => {
    const calls: Parameters<typeof recording>[0] = [];
    await useBackend(recording(calls));
    const optimizer = optimizers.adamW({ learningRate: 0.05, weightDecay: 0.3, excludeFromWeightDecay: ['bias'] });
    const state = new OptimizerState(vectors(['kernel', 'bias']), optimizer);
    const before = flat(state.trainable);
    stepOnce(state);
    const rule = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7, amsgrad: false };
    expect(calls).toEqual([
      { rule: { ...rule, weightDecay: 0.3 }, slots: 2, step: 1, learningRate: 0.05 },
      { rule: { ...rule, weightDecay: 0 }, slots: 2, step: 1, learningRate: 0.05 },
    ]);
    const after = flat(state.trainable);
    expect(
      worstError(
        after.slice(0, 5),
        before.slice(0, 5).map((w) => w - 1),
      ),
    ).toBeLessThan(1e-6);
    expect(after[5]! - before[5]!).toBeCloseTo(-0.05, 5);
  });

  it('is not asked for an optimizer that has no rule', async () => {
    const calls: Parameters<typeof recording>[0] = [];
    await useBackend(recording(calls));
    stepOnce(new OptimizerState(vectors(['kernel']), optimizers.ftrl()));
    expect(calls).toEqual([]);
  });
});

it('is restored by name: what is missing keeps its start, and an average begins at the weights', async () => {
  const options = { learningRate: 0.1, momentum: 0.9, ema: { momentum: 0.9 } };
  const first = new OptimizerState(vectors(['kernel', 'bias']), optimizers.sgd(options));
  for (let i = 0; i < 3; i++) stepOnce(first);
  const saved = (await first.slotValues()).filter(({ name }) => name.endsWith('bias/momentum'));
  const later = new OptimizerState(vectors(['scale', 'bias']), optimizers.sgd(options));
  later.restore(saved, 3, 0.1);
  const [scale, bias] = later.trained;
  expect(flat(scale!.slots)).toEqual([0, 0, 0, 0, 0]);
  expect(flat(bias!.slots)).toEqual([...saved[0]!.data]);
  expect(flat([scale!.average!, bias!.average!])).toEqual(flat(later.trainable));
});

it('leaves no tensor behind', () => {
  const before = memory().numTensors;
  const network = vectors(['kernel', 'bias']);
  const optimizer = optimizers.adam({ accumulateSteps: 2, ema: { momentum: 0.9, overwriteEvery: 2 }, amsgrad: true });
  const state = new OptimizerState(network, optimizer);
  stepOnce(state);
  const during = memory().numTensors;
  for (let i = 0; i < 5; i++) stepOnce(state);
  state.useAverages();
  expect(memory().numTensors).toBe(during);
  state.dispose();
  network.dispose();
  expect(memory().numTensors).toBe(before);
});

it('lets no one set the rate of a schedule, nor a rate that is none', () => {
  const free = new OptimizerState(vectors(['kernel']), optimizers.sgd());
  expect(() => {
    free.learningRate = Number.NaN;
  }).toThrow('at least 0, but NaN');
  const learningRate = schedules.stepDecay({ initialLearningRate: 0.1, decaySteps: 2 });
  const bound = new OptimizerState(vectors(['kernel']), optimizers.sgd({ learningRate }));
  expect(() => {
    bound.learningRate = 1;
  }).toThrow('follows the schedule stepDecay');
  for (const rate of [0.1, 0.1, 0.05]) {
    expect(bound.learningRate).toBe(rate);
    stepOnce(bound);
  }
});
