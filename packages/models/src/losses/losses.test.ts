import { wasm } from '@glassbox/backend-wasm';
import { cpu, useBackend } from '@glassbox/backends';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type GoldenArray, readGolden, worstError } from '../../test/golden.js';
import { requireGradients } from '../training/require-gradients.js';
import { sampleLosses } from '../training/train-step.js';
import { losses, resolveLoss } from './index.js';
import type { Loss } from './loss.js';

interface Case {
  readonly name: keyof typeof losses;
  readonly options: { readonly fromLogits?: boolean };
  readonly outputs: GoldenArray;
  readonly targets: GoldenArray;
  readonly value: number;
  readonly gradient: GoldenArray;
  readonly sampleWeight?: number[];
}

const golden = (file: string) => readGolden<Case[]>(file, import.meta.url);
const named = (cases: readonly Case[]) =>
  cases.map((each, i) => [`${each.name} ${JSON.stringify(each.options)} (${i})`, each] as const);

function valueAndGradient({ name, options, outputs, targets, sampleWeight }: Case, onLogits = false) {
  const loss = (losses[name] as (options: object) => Loss)(options);
  const expected = tf.tensor(targets.data, targets.shape);
  const mean = (values: tf.Tensor) => {
    const perSample = sampleLosses(loss, onLogits || (loss.logits?.always ?? false), values, expected);
    return tf.mean(sampleWeight ? tf.mul(perSample, sampleWeight) : perSample) as tf.Scalar;
  };
  const { value, grad } = tf.valueAndGrad(mean)(tf.tensor(outputs.data, outputs.shape));
  return { value: value.dataSync(), gradient: grad.dataSync() };
}

function expectGolden(actual: ReturnType<typeof valueAndGradient>, { value, gradient }: Case): void {
  expect(worstError(actual.value, [value])).toBeLessThan(1e-5);
  expect(worstError(actual.gradient, gradient.data)).toBeLessThan(1e-5);
}

describe.each([
  ['cpu', cpu],
  ['wasm', wasm],
])('on %s', (_, backend) => {
  beforeAll(async () => {
    await useBackend(backend());
    await requireGradients();
  });

  describe('losses agree with Keras in value and gradient', () => {
    it.each(named([...golden('losses.json'), ...golden('further-losses.json')]))('%s', (_, each) =>
      expectGolden(valueAndGradient(each), each),
    );
  });

  describe('losses stay finite and right far off', () => {
    it.each(named(golden('far-off.json')))('%s', (_, each) =>
      expectGolden(valueAndGradient(each, each.name === 'klDivergence'), each),
    );
  });

  it.each(Object.entries(losses))('%s hides no NaN', (_, make) => {
    const loss: Loss = make();
    const outputs = tf.tensor2d([
      [Number.NaN, Number.NaN, Number.NaN],
      [0.2, 0.3, 0.5],
    ]);
    const hot = [
      [0, 1, 0],
      [0, 0, 1],
    ];
    const targets = loss.targetKind === 'classIndex' ? tf.tensor1d([1, 2], 'int32') : tf.tensor2d(hot);
    expect(loss.onOutputs(outputs, targets).dataSync()[0]).toBeNaN();
    if (loss.logits) expect(loss.logits.onLogits(outputs, targets).dataSync()[0]).toBeNaN();
  });
});

it('keeps a gradient where a confident answer is wrong', () => {
  const { logits } = losses.sparseCategoricalCrossentropy({ fromLogits: true });
  const gradient = tf.grad((z: tf.Tensor) => tf.sum(logits!.onLogits(z, tf.tensor1d([1], 'int32'))))(
    tf.tensor2d([[40, 0, -40]]),
  );
  expect([...gradient.dataSync()].map((value) => Math.round(value))).toEqual([1, -1, 0]);
});

it('takes a function of ones own, averaged over each sample', () => {
  const loss = resolveLoss((outputs, targets) => tf.abs(tf.sub(outputs, targets)));
  const values = loss.onOutputs(
    tf.tensor2d([
      [1, 3],
      [0, 0],
    ]),
    tf.tensor2d([
      [0, 0],
      [0, 4],
    ]),
  );
  expect([...values.dataSync()]).toEqual([2, 2]);
});

it('refuses smoothing outside [0, 1]', () => {
  expect(() => losses.categoricalCrossentropy({ labelSmoothing: 1.5 })).toThrow(/lies in \[0, 1\], but 1.5/);
});

it('lets an ignored label stand that is no class, and no other', () => {
  const loss = losses.sparseCategoricalCrossentropy({ ignoreClass: 255 });
  const labels = (...data: number[]) => ({ data: Int32Array.from(data), shape: [data.length] });
  expect(() => loss.checkTargets!(labels(0, 255, 2), [3])).not.toThrow();
  expect(() => loss.checkTargets!(labels(0, 254), [3])).toThrow(/Label 254 has no place/);
});

it('suggests the loss that an unknown name is nearest to', () => {
  expect(() => resolveLoss('klDivergance' as 'klDivergence')).toThrow(/Did you mean 'klDivergence'/);
});

it.each([
  ['quantile', { q: 1 }, /q above 0 and below 1/],
  ['categoricalGeneralizedCrossEntropy', { q: 0 }, /q lies above 0/],
  ['binaryFocalCrossentropy', { gamma: -1 }, /gamma is a number of at least 0/],
  ['binaryFocalCrossentropy', { alpha: 2 }, /alpha lies in/],
  ['tversky', { alpha: -1 }, /alpha and beta/],
  ['dice', { over: 'rows' }, /'batch' or 'sample'/],
  ['circle', { gamma: 0 }, /gamma and margin/],
  ['sparseCategoricalCrossentropy', { ignoreClass: 0.5 }, /ignoreClass is a whole number/],
] as const)('%s refuses %o', (name, options, message) => {
  expect(() => (losses[name] as (options: object) => Loss)(options)).toThrow(message);
});

it('refuses weights of classes that are not one for each output', () => {
  const loss = losses.categoricalFocalCrossentropy({ alpha: [0.1, 0.9] });
  expect(() => loss.checkOutput!([3], 'softmax')).toThrow(/one for each of the 3 outputs/);
});
