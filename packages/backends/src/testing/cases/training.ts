import { random } from '@glassbox/core';
import type { Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import * as ops from '../../ops/index.js';
import { check, checkClose } from '../check.js';
import type { ConformanceCase } from '../conformance-case.js';
import { withoutLeak } from '../op-case.js';
import { type LabelledBatch, trainMlp } from '../reference/mlp.js';
import { matMul } from '../reference/products.js';
import { rowsOf } from '../reference/rows.js';
import { type Network, reluLayer, tanhLayer, train } from '../training-run.js';
import { randomValues, toTensor, valuesOf } from '../values.js';

const steps = 50;
// Enough to show a leak or a difference, and few enough for a graphics processor that is simulated.
const fewSteps = 10;
const lossTolerance = 1e-4;

/** Points whose class is the largest of three random linear functions. */
function mlpBatch(step: number): LabelledBatch {
  const inputs = randomValues(`points ${step}`, [32, 8]);
  const scores = rowsOf(matMul(inputs, randomValues('classes', [8, 3])));
  const targets = valuesOf([32, 3], (i) => {
    const row = scores[Math.floor(i / 3)]!;
    return Number(row.indexOf(Math.max(...row)) === i % 3);
  });
  return { inputs, targets };
}

const mlp: Network = {
  weights: [
    randomValues('w1', [8, 16], -0.5, 0.5),
    randomValues('b1', [16], -0.1, 0.1),
    randomValues('w2', [16, 3], -0.5, 0.5),
    randomValues('b2', [3], -0.1, 0.1),
  ],
  batchSize: 32,
  learningRate: 0.5,
  losses([w1, b1, w2, b2], step) {
    const { inputs, targets } = mlpBatch(step);
    const hidden = tanhLayer(ops.dense(toTensor(inputs), w1 as Tensor2D, b1 as Tensor1D));
    const logits = ops.dense(hidden, w2 as Tensor2D, b2 as Tensor1D);
    return ops.softmaxCrossEntropy(logits as Tensor2D, toTensor(targets) as Tensor2D);
  },
};

/** Images of 8 x 8 with an upright bar (class 0) or a lying one (class 1), in turn, over noise. */
function barImages(step: number): LabelledBatch {
  const noise = randomValues(`noise ${step}`, [16, 8, 8, 1], -0.3, 0.3);
  const places = random(1, 'bars', step).permutation(16);
  const inputs = valuesOf(noise.shape, (i) => {
    const image = Math.floor(i / 64);
    const line = image % 2 === 0 ? i % 8 : Math.floor(i / 8) % 8;
    return noise.data[i]! + Number(line === places[image]! % 8);
  });
  return { inputs, targets: valuesOf([16, 2], (i) => Number(Math.floor(i / 2) % 2 === i % 2)) };
}

const cnn: Network = {
  weights: [
    randomValues('filter', [3, 3, 1, 6], -0.5, 0.5),
    randomValues('filter bias', [6], 0, 0.1),
    randomValues('head', [6, 2]),
    randomValues('head bias', [2], -0.1, 0.1),
  ],
  batchSize: 16,
  learningRate: 0.5,
  losses([filter, bias, kernel, headBias], step) {
    const { inputs, targets } = barImages(step);
    const image = toTensor(inputs) as Tensor4D;
    const seen = reluLayer(ops.conv2d(image, filter as Tensor4D, { padding: 'same' }, bias as Tensor1D)) as Tensor4D;
    const features = ops.globalAveragePool2d(ops.maxPool2d(seen));
    const kept = ops.dropout(features, 0.1, random(5, 'dropout', step));
    const logits = ops.dense(kept, kernel as Tensor2D, headBias as Tensor1D) as Tensor2D;
    return ops.softmaxCrossEntropy(logits, toTensor(targets) as Tensor2D);
  },
};

const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function checkFalls(losses: readonly number[]): void {
  const [first, last] = [average(losses.slice(0, 5)), average(losses.slice(-5))];
  check(last < 0.7 * first, () => `The loss went from ${first} to ${last}; it should fall below 0.7 of its start.`);
}

async function checkRepeats(network: Network): Promise<void> {
  const first = await train(network, fewSteps);
  const second = await train(network, fewSteps);
  checkClose(second.losses, first.losses, 0, 'The loss of each step of the second run');
  for (const [i, weight] of second.weights.entries())
    checkClose(weight, first.weights[i]!, 0, `Weight ${i} of the second run`);
}

/** Short trainings: they follow the double-precision curve, learn, repeat to the bit and leave nothing behind. */
export const trainingCases: readonly ConformanceCase[] = [
  {
    group: 'training',
    name: `a network of dense layers: the loss of each of ${steps} steps as in double precision`,
    run: async () => {
      const { losses } = await train(mlp, steps);
      checkClose(
        losses,
        trainMlp(mlp.weights, mlpBatch, mlp.learningRate, steps),
        lossTolerance,
        'The loss of the steps',
      );
      checkFalls(losses);
    },
  },
  {
    group: 'training',
    name: `a convolutional network with pooling and dropout learns in ${steps} steps`,
    run: async () => checkFalls((await train(cnn, steps)).losses),
  },
  {
    group: 'memory',
    name: `${fewSteps} training steps leave no tensor behind`,
    run: () => withoutLeak(async () => void (await train(cnn, fewSteps))),
  },
  { group: 'repeatability', name: 'same seed, same run: dense layers, to the bit', run: () => checkRepeats(mlp) },
  {
    group: 'repeatability',
    name: 'same seed, same run: convolutions and dropout, to the bit',
    run: () => checkRepeats(cnn),
  },
];
