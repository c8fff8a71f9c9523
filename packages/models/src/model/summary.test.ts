import { expect, it } from 'vitest';
import { layers } from '../layers/index.js';
import { sequential } from './sequential.js';

it("prints Keras's table without a backend", () => {
  const model = sequential([
    layers.input([28, 28]),
    layers.flatten(),
    layers.dense(128, { activation: 'relu' }),
    layers.dropout(0.2),
    layers.dense(10, { activation: 'softmax' }),
  ]);
  expect(model.summary()).toMatchInlineSnapshot(`
    "Model: "sequential"
    ┌───────────────────┬──────────────┬─────────┐
    │ Layer (type)      │ Output Shape │ Param # │
    ├───────────────────┼──────────────┼─────────┤
    │ flatten (Flatten) │ (None, 784)  │       0 │
    │ dense (Dense)     │ (None, 128)  │ 100,480 │
    │ dropout (Dropout) │ (None, 128)  │       0 │
    │ dense_1 (Dense)   │ (None, 10)   │   1,290 │
    └───────────────────┴──────────────┴─────────┘
     Total params: 101,770 (397.54 KB)
     Trainable params: 101,770 (397.54 KB)
     Non-trainable params: 0 (0.00 B)"
  `);
});

it('counts moving moments as not trainable', () => {
  const model = sequential([layers.input([4, 4, 3]), layers.conv2d(8), layers.batchNormalization()], { name: 'small' });
  expect(model.summaryData()).toMatchObject({
    name: 'small',
    totalParameters: 224 + 32,
    trainableParameters: 224 + 16,
  });
  expect(model.summaryData().rows.map(({ outputShape }) => outputShape)).toEqual([
    '(None, 2, 2, 8)',
    '(None, 2, 2, 8)',
  ]);
});
