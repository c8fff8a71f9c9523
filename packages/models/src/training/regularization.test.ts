import { cpu, useBackend } from '@glassbox/backends';
import {
  clipByGlobalNorm,
  clipByNorm,
  clipByValue,
  earlyStopping,
  l1,
  l2,
  maxNorm,
  nonNeg,
  unitNorm,
} from '@glassbox/regularization';
import { beforeAll, describe, expect, it } from 'vitest';
import { blobs } from '../../test/blobs.js';
import type { DenseOptions } from '../layers/dense.js';
import { layers } from '../layers/index.js';
import { losses } from '../losses/index.js';
import { type Sequential, sequential } from '../model/sequential.js';
import { optimizers } from '../optimizers/index.js';
import type { Optimizer } from '../optimizers/optimizer.js';

beforeAll(() => useBackend(cpu()));

const data = blobs(120);

function model(
  options: DenseOptions = {},
  optimizer: Optimizer = optimizers.adam({ learningRate: 0.02 }),
  loss = losses.sparseCategoricalCrossentropy(),
): Sequential {
  const stack = [
    layers.input([2]),
    layers.dense(12, { activation: 'relu', ...options }),
    layers.dense(3, { activation: 'softmax' }),
  ];
  return sequential(stack, { seed: 6 }).compile({ optimizer, loss, metrics: ['accuracy'] });
}

const kernelOf = async (trained: Sequential) =>
  (await trained.getWeights()).find(({ name }) => name === 'dense/kernel')!.data;

describe('penalties', () => {
  it('count in the loss of training and of validation alike', async () => {
    const plain = await model().evaluate(data);
    const penalised = model({ kernelRegularizer: l2(0.1), biasRegularizer: l1(0.1) });
    const kernel = await kernelOf(penalised);
    const expected = kernel.reduce((sum, weight) => sum + 0.1 * weight * weight, 0);
    expect((await penalised.evaluate(data)).loss - plain.loss).toBeCloseTo(expected, 4);
    const { loss, valLoss } = await penalised.fit(data, { epochs: 1, batchSize: 120, validationData: data });
    expect(Math.abs(loss[0]! - valLoss[0]!)).toBeLessThan(0.5);
  });

  it('keep weights small, and l1 brings more of them to nearly nothing', async () => {
    const norm = async (options: DenseOptions) => {
      const trained = model(options);
      await trained.fit(data, { epochs: 30 });
      const kernel = await kernelOf(trained);
      return {
        size: kernel.reduce((sum, weight) => sum + weight * weight, 0),
        nearZero: kernel.filter((weight) => Math.abs(weight) < 0.02).length,
      };
    };
    const [plain, ridge, lasso] = [
      await norm({}),
      await norm({ kernelRegularizer: l2(0.05) }),
      await norm({ kernelRegularizer: l1(0.05) }),
    ];
    expect(ridge.size).toBeLessThan(0.5 * plain.size);
    expect(lasso.nearZero).toBeGreaterThan(plain.nearZero + 3);
  });

  it('on outputs are averaged over the batch, whatever its size', async () => {
    const penalised = model({ activityRegularizer: l2(0.5) });
    const [one, two] = [
      await penalised.evaluate(data, { batchSize: 120 }),
      await penalised.evaluate(data, { batchSize: 40 }),
    ];
    expect(one.loss).toBeCloseTo(two.loss, 4);
    expect(one.loss).toBeGreaterThan((await model().evaluate(data)).loss + 0.1);
  });
});

describe('constraints hold after every step', () => {
  it.each([
    ['maxNorm', maxNorm({ max: 0.7 }), (norms: number[]) => Math.max(...norms) <= 0.7 + 1e-5],
    ['unitNorm', unitNorm(), (norms: number[]) => norms.every((norm) => Math.abs(norm - 1) < 1e-4)],
    ['nonNeg', nonNeg(), (_: number[], kernel: Float32Array) => kernel.every((weight) => weight >= 0)],
  ] as const)('%s', async (_, kernelConstraint, holds) => {
    const trained = model({ kernelConstraint });
    await trained.fit(data, { epochs: 3 });
    const kernel = await kernelOf(trained);
    const norms = Array.from({ length: 12 }, (_, unit) => Math.hypot(kernel[unit]!, kernel[12 + unit]!));
    expect(holds(norms, kernel)).toBe(true);
  });
});

describe('gradient clipping bounds a step of plain descent', () => {
  const step = async (clipping: Optimizer['clipping']) => {
    const optimizer = optimizers.sgd({ learningRate: 1, ...(clipping ? { clipping } : {}) });
    const trained = model({}, optimizer);
    const before = await trained.getWeights();
    await trained.fit(data, { batchSize: 120 });
    const after = await trained.getWeights();
    return before.map(({ data: old }, i) => old.map((value, k) => value - after[i]!.data[k]!));
  };
  const norm = (values: readonly Float32Array[]) => Math.hypot(...values.flatMap((each) => [...each]));

  it('by value, norm and global norm', async () => {
    expect(norm(await step(undefined))).toBeGreaterThan(0.1);
    const byValue = await step(clipByValue(0.01));
    expect(Math.max(...byValue.flatMap((each) => [...each]).map(Math.abs))).toBeLessThanOrEqual(0.01 + 1e-6);
    for (const each of await step(clipByNorm(0.02))) expect(norm([each])).toBeLessThanOrEqual(0.02 + 1e-6);
    expect(norm(await step(clipByGlobalNorm(0.03)))).toBeCloseTo(0.03, 5);
  });
});

describe('label smoothing', () => {
  it('keeps the network from being sure', async () => {
    const surest = async (labelSmoothing: number) => {
      const trained = model(
        {},
        optimizers.adam({ learningRate: 0.05 }),
        losses.sparseCategoricalCrossentropy({ labelSmoothing }),
      );
      await trained.fit(data, { epochs: 40 });
      return Math.max(...(await trained.predict(data)).data);
    };
    expect(await surest(0.2)).toBeLessThan(0.97);
    expect(await surest(0)).toBeGreaterThan(0.99);
  });
});

describe('early stopping', () => {
  it('ends the run and gives back the weights of the best epoch', async () => {
    const trained = model({}, optimizers.sgd({ learningRate: 0.5 }));
    const validation = blobs(60, 2);
    const { epochs, valLoss } = await trained.fit(data, {
      epochs: 200,
      validationData: validation,
      callbacks: [earlyStopping({ monitor: 'valLoss', patience: 3 })],
    });
    expect(epochs.length).toBeLessThan(200);
    expect((await trained.evaluate(validation)).loss).toBeCloseTo(Math.min(...valLoss), 5);
    expect(valLoss.at(-1)!).toBeGreaterThan(Math.min(...valLoss));
  });
});
