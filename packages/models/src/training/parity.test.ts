import { readFileSync } from 'node:fs';
import { wasm } from '@glassbox/backend-wasm';
import { type BackendPlugin, cpu, useBackend } from '@glassbox/backends';
import { sizeOf } from '@glassbox/core';
import { mnist } from '@glassbox/datasets';
import { describe, expect, it } from 'vitest';
import { layers } from '../layers/index.js';
import { sequential } from '../model/sequential.js';
import type { OptimizerName } from '../optimizers/index.js';
import { optimizers } from '../optimizers/index.js';
import type { Optimizer } from '../optimizers/optimizer.js';

interface Golden {
  readonly check: { readonly kernel: number[]; readonly output: number[] };
  readonly curves: Readonly<Record<string, number[]>>;
}

const golden = JSON.parse(readFileSync(new URL('./golden/training-parity.json', import.meta.url), 'utf8')) as Golden;

/** The same start as in reference/models_training.py. */
function formula(shape: readonly [number, number]): Float32Array {
  const limit = Math.sqrt(6 / (shape[0] + shape[1]));
  return Float32Array.from({ length: sizeOf(shape) }, (_, i) => {
    const u = Number((BigInt(i + 1) * 2654435761n) % 4294967296n) / 2 ** 32;
    return limit * (2 * u - 1);
  });
}

/** The loss of each of the first 100 steps; a step's own, so the running mean is undone. */
async function firstLosses(optimizer: OptimizerName | Optimizer): Promise<number[]> {
  const { train } = await mnist.load();
  const model = sequential([
    layers.input([28, 28]),
    layers.flatten(),
    layers.dense(128, { activation: 'relu' }),
    layers.dropout(0),
    layers.dense(10, { activation: 'softmax' }),
  ]);
  model.compile({ optimizer, loss: 'sparseCategoricalCrossentropy' });
  const [kernel, output] = [formula([784, 128]), formula([128, 10])];
  await model.setWeights([
    { name: 'dense/kernel', shape: [784, 128], data: kernel },
    { name: 'dense/bias', shape: [128], data: new Float32Array(128) },
    { name: 'dense_1/kernel', shape: [128, 10], data: output },
    { name: 'dense_1/bias', shape: [10], data: new Float32Array(10) },
  ]);
  const losses: number[] = [];
  let sum = 0;
  await model.fit(train.take(3200), {
    shuffle: false,
    onEvent(event) {
      if (event.type !== 'batch-end') return;
      const total = event.logs.loss! * event.step;
      losses.push(total - sum);
      sum = total;
    },
  });
  model.dispose();
  return losses;
}

const named: [string, OptimizerName | Optimizer][] = [
  ['sgd', 'sgd'],
  ['momentum', 'momentum'],
  ['nesterov', optimizers.sgd({ momentum: 0.9, nesterov: true })],
  ['rmsprop', 'rmsprop'],
  ['adam', 'adam'],
  ['adagrad', 'adagrad'],
];

it('starts from the weights of the reference', () => {
  expect([...formula([784, 128]).subarray(0, 5)]).toEqual(golden.check.kernel);
  expect([...formula([128, 10]).subarray(0, 5)]).toEqual(golden.check.output);
});

describe.each<[string, () => BackendPlugin]>([
  ['cpu', cpu],
  ['wasm', wasm],
])('on %s the first 100 losses are those of Keras, within 1e-4', (_, plugin) => {
  it.each(named)('%s', async (name, optimizer) => {
    await useBackend(plugin());
    const losses = await firstLosses(optimizer);
    const worst = losses.reduce((most, loss, i) => Math.max(most, Math.abs(loss / golden.curves[name]![i]! - 1)), 0);
    expect(losses).toHaveLength(100);
    expect(worst).toBeLessThan(1e-4);
  });
});

it('validationSplit takes the samples that Keras takes: the last floor(size share)', async () => {
  await useBackend(wasm());
  const { train } = await mnist.load();
  const seen: number[] = [];
  const { size, inputShape, targetShape, classNames } = train;
  const readBatch = (indices: ArrayLike<number>) => {
    seen.push(...Array.from(indices));
    return train.readBatch(indices);
  };
  const watched = { size, inputShape, targetShape, classNames, readBatch };
  const model = sequential([layers.flatten(), layers.dense(10, { activation: 'softmax' })]).compile({
    optimizer: 'sgd',
    loss: 'sparseCategoricalCrossentropy',
  });
  await model.fit(watched, { validationSplit: 0.2, batchSize: 1000 });
  expect(Math.max(...seen.slice(0, 48_000))).toBe(47_999);
  expect(seen.slice(48_000)).toEqual(Array.from({ length: 12_000 }, (_, i) => 48_000 + i));
});
