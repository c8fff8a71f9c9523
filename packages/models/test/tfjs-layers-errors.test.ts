// What tfjs-layers 4.22.0 gets wrong without saying so, beside what Glassbox does: each test shows both.
import { wasm } from '@glassbox/backend-wasm';
import { useBackend } from '@glassbox/backends';
import { random } from '@glassbox/core';
import { l2 } from '@glassbox/regularization';
import {
  engine,
  type KernelBackend,
  ones,
  type Tensor,
  tensor,
  tensor1d,
  tensor2d,
  train as tfTrain,
  tidy,
} from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, expect, it, vi } from 'vitest';
import { constant, heNormal, layers, metrics, optimizers, randomUniform, sequential } from '../src/index.js';

// tfjs's kernels stay as they are: what goes wrong here goes wrong above them.
beforeAll(() => useBackend(wasm({ patches: false })));

const numbers = (compute: () => Tensor): number[] => tidy(() => ({ values: [...compute().dataSync()] })).values;
const variance = (values: ArrayLike<number>) => {
  const mean = Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
  return Array.from(values).reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
};
const array = (values: readonly number[], shape: readonly number[]) => ({ data: Float32Array.from(values), shape });
const labels = (values: readonly number[]) => ({ data: Int32Array.from(values), shape: [values.length] });

it('an initializer that begins at 0 begins at -0.05', () => {
  const stock = numbers(() => tfl.initializers.randomUniform({ minval: 0, maxval: 1, seed: 3 }).apply([1000]));
  const ours = randomUniform({ minimum: 0, maximum: 1 }).generate([1000], random(3));
  expect(Math.min(...stock)).toBeLessThan(-0.01);
  expect(Math.min(...ours)).toBeGreaterThanOrEqual(0);
});

it('a normal initializer has a fifth less variance than its paper', () => {
  const wanted = 2 / 200;
  const stock = numbers(() => tfl.initializers.heNormal({ seed: 3 }).apply([200, 300]));
  expect(variance(stock) / wanted).toBeLessThan(0.82);
  expect(variance(heNormal().generate([200, 300], random(3))) / wanted).toBeCloseTo(1, 1);
});

it('dropout with a seed repeats one mask', async () => {
  const layer = tfl.layers.dropout({ rate: 0.5, seed: 4 });
  const mask = () => numbers(() => layer.apply(ones([1, 64]), { training: true }) as Tensor);
  expect(mask()).toEqual(mask());
  // Ours: with one mask, units that it drops would never be trained.
  const model = sequential([
    layers.input([64]),
    layers.dropout(0.5),
    layers.dense(1, { kernelInitializer: constant(0) }),
  ]);
  model.compile({ optimizer: optimizers.sgd({ learningRate: 0.1 }), loss: 'meanSquaredError' });
  const data = { inputs: array(new Array(64).fill(1), [1, 64]), targets: array([1], [1, 1]) };
  const changed = async () => {
    await model.fit(data, { epochs: 1 });
    return (await model.getWeights())[0]!.data.filter((weight) => weight !== 0).length;
  };
  const once = await changed();
  expect(once).toBeLessThan(64);
  expect(await changed()).toBeGreaterThan(once);
});

it('the validation loss leaves the weight penalties out', async () => {
  const stock = tfl.sequential();
  const kernelRegularizer = tfl.regularizers.l2({ l2: 10 });
  stock.add(tfl.layers.dense({ units: 1, inputShape: [1], kernelInitializer: 'ones', kernelRegularizer }));
  stock.compile({ optimizer: tfTrain.sgd(1e-9), loss: 'meanSquaredError' });
  const [x, y] = [tensor2d([[1]]), tensor2d([[1]])];
  const { history } = await stock.fit(x, y, { validationData: [x, y], verbose: 0 });
  expect([history.loss![0], history.val_loss![0]]).toEqual([10, 0]);

  const ours = sequential([
    layers.input([1]),
    layers.dense(1, { kernelInitializer: 'ones', kernelRegularizer: l2(10) }),
  ]);
  ours.compile({ optimizer: optimizers.sgd({ learningRate: 1e-9 }), loss: 'meanSquaredError' });
  const data = { inputs: array([1], [1, 1]), targets: array([1], [1, 1]) };
  const { loss, valLoss } = await ours.fit(data, { validationData: { ...fitData(data) } });
  expect([loss[0], valLoss[0]]).toEqual([10, 10]);
});

/** Arrays as indexed data. */
function fitData({ inputs, targets }: { inputs: ReturnType<typeof array>; targets: ReturnType<typeof array> }) {
  return { size: 1, inputShape: [1], targetShape: [1], readBatch: () => ({ size: 1, inputs, targets }) };
}

it('a confident mistake has no gradient', async () => {
  const stock = tfl.sequential();
  stock.add(tfl.layers.dense({ units: 2, inputShape: [1], activation: 'softmax', useBias: false }));
  stock.layers[0]!.setWeights([tensor2d([[40, 0]])]);
  stock.compile({ optimizer: tfTrain.sgd(1), loss: 'sparseCategoricalCrossentropy' });
  const { history } = await stock.fit(tensor2d([[1]]), tensor1d([1]), { verbose: 0 });
  expect(history.loss![0]).toBeCloseTo(16.118, 2);
  expect([...stock.getWeights()[0]!.dataSync()]).toEqual([40, 0]);

  const ours = sequential([layers.input([1]), layers.dense(2, { activation: 'softmax', useBias: false })]);
  await ours.setWeights([{ name: 'kernel', ...array([40, 0], [1, 2]) }]);
  ours.compile({ optimizer: optimizers.sgd({ learningRate: 1 }), loss: 'sparseCategoricalCrossentropy' });
  const { loss } = await ours.fit({ inputs: array([1], [1, 1]), targets: labels([1]) });
  expect(loss[0]).toBeCloseTo(40, 5);
  expect([...(await ours.getWeights())[0]!.data]).toEqual([39, 1]);
});

it('a label that no output stands for is trained on', async () => {
  const stock = tfl.sequential();
  stock.add(tfl.layers.dense({ units: 3, inputShape: [1], activation: 'softmax' }));
  stock.compile({ optimizer: 'sgd', loss: 'sparseCategoricalCrossentropy' });
  const { history } = await stock.fit(tensor2d([[1]]), tensor1d([9]), { verbose: 0 });
  expect(history.loss![0]).toBeGreaterThanOrEqual(0);

  const ours = sequential([layers.input([1]), layers.dense(3, { activation: 'softmax' })]);
  ours.compile({ optimizer: 'sgd', loss: 'sparseCategoricalCrossentropy' });
  const data = { inputs: array([1], [1, 1]), targets: labels([9]) };
  await expect(ours.fit(data)).rejects.toMatchObject({ code: 'label-out-of-range' });
});

it('inputs that are not numbers train to a perfect accuracy', async () => {
  const x = [Number.NaN, 1, Number.NaN, 2];
  const stock = tfl.sequential();
  stock.add(tfl.layers.dense({ units: 2, inputShape: [2], activation: 'softmax' }));
  stock.compile({ optimizer: 'sgd', loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] });
  const { history } = await stock.fit(tensor2d(x, [2, 2]), tensor1d([0, 0]), { verbose: 0 });
  expect(Number.isFinite(history.loss![0])).toBe(true);
  expect(history.acc![0]).toBe(1);

  const ours = sequential([layers.input([2]), layers.dense(2, { activation: 'softmax' })]);
  ours.compile({ optimizer: 'sgd', loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] });
  const data = { inputs: array(x, [2, 2]), targets: labels([0, 0]) };
  await expect(ours.fit(data)).rejects.toMatchObject({ code: 'loss-not-finite' });
});

it('batch normalisation without a scale cannot be trained', async () => {
  const stock = tfl.sequential();
  stock.add(tfl.layers.batchNormalization({ scale: false, inputShape: [2] }));
  stock.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  const [x, y] = [
    tensor2d([
      [1, 2],
      [3, 5],
    ]),
    tensor2d([
      [0, 1],
      [1, 0],
    ]),
  ];
  await expect(stock.fit(x, y, { verbose: 0 })).rejects.toThrow();

  for (const options of [{ scale: false }, { center: false }]) {
    const ours = sequential([layers.input([2]), layers.batchNormalization(options)]);
    ours.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    const data = { inputs: array([1, 2, 3, 5], [2, 2]), targets: array([0, 1, 1, 0], [2, 2]) };
    const { loss } = await ours.fit(data, { epochs: 20 });
    expect(loss.at(-1)!).toBeLessThan(loss[0]!);
  }
});

it('an optimizer cannot be used again once a layer was frozen', async () => {
  const [x, y] = [tensor2d([[1, 2]]), tensor2d([[1]])];
  const stock = tfl.sequential();
  stock.add(tfl.layers.dense({ units: 3, inputShape: [2] }));
  stock.add(tfl.layers.dense({ units: 1 }));
  const adam = tfTrain.adam();
  stock.compile({ optimizer: adam, loss: 'meanSquaredError' });
  await stock.fit(x, y, { verbose: 0 });
  stock.layers[0]!.trainable = false;
  stock.compile({ optimizer: adam, loss: 'meanSquaredError' });
  await expect(stock.fit(x, y, { verbose: 0 })).rejects.toThrow(/broadcast/);

  const data = { inputs: array([1, 2], [1, 2]), targets: array([1], [1, 1]) };
  const optimizer = optimizers.adam();
  for (const units of [3, 5]) {
    const ours = sequential([layers.input([2]), layers.dense(units), layers.dense(1)]);
    const { loss } = await ours.compile({ optimizer, loss: 'meanSquaredError' }).fit(data, { epochs: 2 });
    expect(loss[1]!).toBeLessThan(loss[0]!);
  }
});

it('precision is a mean over batches', async () => {
  // Two batches: one right of one predicted, then one right of four. Together two of five.
  const [predicted, truth] = [
    [1, 0, 0, 0, 1, 1, 1, 1],
    [1, 0, 0, 0, 1, 0, 0, 0],
  ];
  const perBatch = [0, 4].map((from) =>
    numbers(() =>
      tfl.metrics.precision(
        tensor2d(truth.slice(from, from + 4), [4, 1]),
        tensor2d(predicted.slice(from, from + 4), [4, 1]),
      ),
    ),
  );
  expect((perBatch[0]![0]! + perBatch[1]![0]!) / 2).toBeCloseTo(0.625, 6);
  const accumulator = metrics.precision().create();
  for (const from of [0, 4]) {
    accumulator.update({
      size: 4,
      predictions: Float32Array.from(predicted.slice(from, from + 4)),
      outputSize: 1,
      targets: Float32Array.from(truth.slice(from, from + 4)),
      targetSize: 1,
    });
  }
  expect(accumulator.result()).toBeCloseTo(0.4, 6);
});

it('predicting twice as many samples copies four times as much', async () => {
  const backend = engine().backend as KernelBackend;
  const copied = async (predict: () => Promise<unknown>) => {
    const read = vi.spyOn(backend, 'readSync');
    await predict();
    const total = read.mock.results.reduce((sum, { value }) => sum + (value as Float32Array).length, 0);
    read.mockRestore();
    return total;
  };
  const stock = tfl.sequential();
  stock.add(tfl.layers.dense({ units: 1, inputShape: [50] }));
  const byStock = async (rows: number) => {
    const x = tensor(new Float32Array(rows * 50), [rows, 50]);
    return copied(async () => (stock.predict(x) as Tensor).dataSync());
  };
  expect((await byStock(640)) / (await byStock(320))).toBeGreaterThan(3.5);

  const ours = sequential([layers.input([50]), layers.dense(1)]);
  const byOurs = (rows: number) =>
    copied(() => ours.predictArray(new Float32Array(rows * 50), rows, { batchSize: 32 }));
  expect((await byOurs(640)) / (await byOurs(320))).toBeLessThanOrEqual(2);
});
