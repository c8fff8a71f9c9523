import { cpu, useBackend } from '@glassbox/backends';
import { random } from '@glassbox/core';
import { beforeAll, expect, it } from 'vitest';
import { optimizers } from '../optimizers/index.js';
import { cnn, mlp, rnn } from './presets.js';

beforeAll(() => useBackend(cpu()));

function samples(shape: readonly number[], count: number, tokens?: number) {
  const source = random(3, 'samples');
  const size = shape.reduce((product, extent) => product * extent, count);
  const data = Float32Array.from({ length: size }, () => (tokens ? source.integer(tokens) : source.uniform()));
  return {
    inputs: { data, shape: [count, ...shape] },
    targets: { data: Int32Array.from({ length: count }, (_, i) => i % 2), shape: [count] },
  };
}

it.each([
  [
    'mlp',
    mlp({ inputShape: [4], classes: 2, dropout: 0.1, units: [8, 8], batchNormalization: true }),
    samples([4], 12),
  ],
  ['cnn', cnn({ inputShape: [8, 8], classes: 2, filters: [2, 3], units: 4 }), samples([8, 8], 6)],
  ['rnn', rnn({ inputShape: [5, 3], classes: 2, units: [4] }), samples([5, 3], 8)],
  [
    'rnn of tokens',
    rnn({ inputShape: [5], classes: 2, units: [4, 3], cell: 'gru', vocabulary: 7 }),
    samples([5], 8, 7),
  ],
])('%s memorises a handful of samples', async (_, model, data) => {
  model.compile({ optimizer: optimizers.adam({ learningRate: 0.02 }), loss: 'sparseCategoricalCrossentropy' });
  const { loss } = await model.fit(data, { epochs: 60 });
  expect(loss.at(-1)!).toBeLessThan(0.8 * loss[0]!);
});

it("mlp is the notebook's network as it stands", () => {
  expect(mlp({ inputShape: [28, 28], classes: 10, dropout: 0.2 }).summaryData()).toMatchObject({
    totalParameters: 101_770,
    rows: [{ className: 'Flatten' }, { className: 'Dense' }, { className: 'Dropout' }, { className: 'Dense' }],
  });
});

it('asks for classes or outputs, not both', () => {
  expect(() => mlp({ inputShape: [4] })).toThrow(/either classes .* or outputs/);
  expect(() => mlp({ inputShape: [4], classes: 1 })).toThrow(/at least 2/);
});
