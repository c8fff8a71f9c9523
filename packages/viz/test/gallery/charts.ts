import { random } from '@glassbox/core';
import {
  activationCurve,
  type Chart,
  type ConfusionInfo,
  compareRuns,
  confusionMatrix,
  histogram,
  imageGrid,
  imageWithPrediction,
  trainingCurves,
  weightImages,
} from '../../src/index.js';
import { testDigits } from './mnist-digits.js';
import { dropout02, dropout05, historyOf, overfitting } from './runs.js';

const fashion = 'T-shirt/top,Trouser,Pullover,Dress,Coat,Sandal,Shirt,Sneaker,Bag,Ankle boot'.split(',');
const softmaxOf = (index: number, sure: number) =>
  Float32Array.from({ length: 10 }, (_, i) =>
    i === index ? sure : (1 - sure) * [0.02, 0.3, 0.6, 0.03][i % 4]! * 0.42,
  );

export const predictedDigit = (): Chart =>
  imageWithPrediction(first(0), { probabilities: softmaxOf(7, 0.9991), trueLabel: 7 });

export const wrongDigit = (): Chart =>
  imageWithPrediction(first(8), { probabilities: softmaxOf(6, 0.58), trueLabel: 5 });

export const fashionNames = (): Chart =>
  imageWithPrediction(first(3), { probabilities: softmaxOf(9, 0.87), classNames: fashion });

export const bareDigit = (): Chart => imageWithPrediction(first(1), { prediction: 2 });

export function predictedGrid(): Chart {
  const { images, labels } = testDigits(32);
  const predictions = labels.map((label, i) => (i === 8 ? 6 : i === 18 ? 5 : label));
  return imageGrid(images, { labels, predictions });
}

export function labelledGrid(): Chart {
  const { images, labels } = testDigits(10);
  return imageGrid(images, { labels, classNames: fashion, columns: 5, title: 'First images of the test set' });
}

export const notebookCurves = (): Chart => trainingCurves(dropout02);

export const longCurves = (): Chart =>
  trainingCurves(overfitting, { title: 'Training curves of a network that overfits' });

export const oneEpoch = (): Chart => trainingCurves(historyOf({ loss: [0.31] }));

export const dropoutRuns = (): Chart =>
  compareRuns({ 'dropout 0.2': dropout02, 'dropout 0.5': dropout05 }, { title: 'Dropout 0.2 against 0.5' });

export function sixRuns(): Chart {
  const names = ['sgd', 'momentum', 'rmsprop', 'adam', 'adamw', 'nadam'];
  const run = (speed: number) =>
    historyOf({
      loss: Array.from({ length: 12 }, (_, i) => 2.2 * Math.exp((-i - 0.4) / (1.4 + speed)) + 0.05 * speed),
    });
  return compareRuns(Object.fromEntries(names.map((name, i) => [name, run(5 - i)])), { title: 'Six optimizers' });
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

export const sigmoidCurve = (): Chart =>
  activationCurve({
    name: 'sigmoid',
    formula: '1 / (1 + e⁻ˣ)',
    f: sigmoid,
    derivative: (x) => sigmoid(x) * (1 - sigmoid(x)),
  });

export const reluCurve = (): Chart =>
  activationCurve({
    name: 'relu',
    formula: 'max(0, x)',
    f: (x) => Math.max(0, x),
    derivative: (x) => (x === 0 ? Number.NaN : x > 0 ? 1 : 0),
    domain: [-4, 4],
  });

/** 10,000 answers, 97.4 % right, with the mistakes that digits invite. */
function answers(size = 10_000) {
  const source = random(7, 'confusion');
  const alike = [
    [6, 8],
    [7, 2],
    [3, 7],
    [5, 8, 2],
    [9, 6],
    [3, 6, 8],
    [0, 8],
    [9, 2, 1],
    [3, 5, 9],
    [4, 7, 3],
  ];
  const labels = Int32Array.from({ length: size }, () => source.integer(10));
  const predictions = labels.map((label) => {
    const others = alike[label]!;
    return source.uniform() < 0.974 ? label : others[source.integer(others.length)]!;
  });
  return { labels, predictions };
}

export function digitConfusion(): Chart<ConfusionInfo> {
  const { labels, predictions } = answers();
  return confusionMatrix(labels, predictions);
}

export function fashionConfusion(): Chart {
  const { labels } = answers(900);
  const source = random(3, 'fashion');
  const predictions = labels.map((label) =>
    label === 6 ? [6, 6, 0, 2, 4][source.integer(5)]! : label === 4 && source.uniform() < 0.3 ? 2 : label,
  );
  return confusionMatrix(labels, predictions, fashion, { title: 'Fashion-MNIST: what is taken for what' });
}

export function weightHistogram(): Chart {
  const source = random(42, 'weights');
  const values = Float32Array.from({ length: 100_352 }, () => source.normal() * 0.047);
  values[5] = Number.NaN;
  return histogram(values, { title: 'Weights of the first dense layer', xLabel: 'weight' });
}

/** A kernel whose unit u is the mean digit u less the mean of all, as a linear classifier learns. */
export function learnedWeights(): Chart {
  const count = 3000;
  const { images, labels } = testDigits(count);
  const kernel = new Float32Array(784 * 10);
  for (let i = 0; i < count; i++) {
    for (let pixel = 0; pixel < 784; pixel++) {
      const share = images.data[i * 784 + pixel]! / 255;
      for (let unit = 0; unit < 10; unit++) kernel[pixel * 10 + unit]! += share * (labels[i] === unit ? 9 : -1) * 1e-4;
    }
  }
  return weightImages({ data: kernel, shape: [784, 10] }, { columns: 5, title: 'What each class looks for' });
}

function first(index: number) {
  const { images } = testDigits(index + 1);
  return { data: images.data.subarray(index * 784), shape: [28, 28] };
}

export * from './study-charts.js';
