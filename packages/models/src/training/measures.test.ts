import { softmax } from '@glassbox/activations';
import { cpu, useBackend } from '@glassbox/backends';
import { beforeAll, describe, expect, it } from 'vitest';
import { worstError } from '../../test/golden.js';
import { layers } from '../layers/index.js';
import type { LossName } from '../losses/index.js';
import type { MetricName } from '../metrics/index.js';
import { type Metric, type MetricBatch, meanMetric } from '../metrics/metric.js';
import { type Sequential, sequential } from '../model/sequential.js';

beforeAll(() => useBackend(cpu()));

const inputs = { data: Float32Array.of(1, 2, -1, 0.5, 3, -2), shape: [3, 2] };
const labels = { data: Int32Array.of(0, 2, 1), shape: [3] };

/** A metric that keeps what it is shown. */
function spy(reads: 'values' | 'order', seen: MetricBatch[]): Metric {
  const look = (batch: MetricBatch) => seen.push({ ...batch, predictions: batch.predictions.slice() });
  return meanMetric(`spy on ${reads}`, 'max', look, { reads });
}

function model(loss: LossName, metrics: readonly (MetricName | Metric)[], units = 3): Sequential {
  const activation = loss === 'binaryCrossentropy' ? 'sigmoid' : 'softmax';
  const stack = [layers.input([2]), layers.dense(units, { activation })];
  return sequential(stack, { seed: 3 }).compile({ optimizer: 'sgd', loss, metrics });
}

describe('what metrics are shown', () => {
  it('are logits where they read the order alone, and probabilities where they read values', async () => {
    const [ordered, valued]: MetricBatch[][] = [[], []];
    const trained = model('sparseCategoricalCrossentropy', [spy('order', ordered!), spy('values', valued!)]);
    await trained.evaluate({ inputs, targets: labels });
    const probabilities = await trained.predict({ inputs });
    expect(worstError(valued![0]!.predictions, probabilities.data)).toBeLessThan(1e-6);
    expect(worstError(ordered![0]!.predictions, probabilities.data)).toBeGreaterThan(0.1);
    expect(softmax().array(ordered![0]!.predictions, [3, 3])).toEqual(valued![0]!.predictions);
  });

  it('are values where there is a single output, which has no order', async () => {
    const seen: MetricBatch[] = [];
    const trained = model('binaryCrossentropy', [spy('order', seen)], 1);
    await trained.evaluate({ inputs, targets: { data: Float32Array.of(0, 1, 1), shape: [3, 1] } });
    expect(worstError(seen[0]!.predictions, (await trained.predict({ inputs })).data)).toBeLessThan(1e-6);
  });

  it('are a row for each position of a sequence', async () => {
    const seen: MetricBatch[] = [];
    const stack = [layers.input([4]), layers.embedding(5, 2), layers.dense(3, { activation: 'softmax' })];
    const trained = sequential(stack, { seed: 3 }).compile({
      optimizer: 'sgd',
      loss: 'sparseCategoricalCrossentropy',
      metrics: ['accuracy', spy('values', seen)],
    });
    const tokens = { data: Float32Array.of(0, 1, 2, 3, 4, 3, 2, 1), shape: [2, 4] };
    const chosen = (await trained.predict({ inputs: tokens })).data;
    const best = Int32Array.from({ length: 8 }, (_, row) => {
      const own = chosen.subarray(3 * row, 3 * row + 3);
      return own.indexOf(Math.max(...own));
    });
    best[5] = (best[5]! + 1) % 3;
    const { accuracy } = await trained.evaluate({ inputs: tokens, targets: { data: best, shape: [2, 4] } });
    expect(accuracy).toBe(7 / 8);
    expect(seen[0]).toMatchObject({ size: 8, outputSize: 3, targetSize: 1 });
  });
});

it('gives the same accuracy beside a metric of values and alone', async () => {
  const alone = await model('sparseCategoricalCrossentropy', ['accuracy']).evaluate({ inputs, targets: labels });
  const beside = model('sparseCategoricalCrossentropy', ['accuracy', 'brierScore']);
  expect((await beside.evaluate({ inputs, targets: labels })).accuracy).toBe(alone.accuracy);
});
