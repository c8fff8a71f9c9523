import { cpu, useBackend } from '@glassbox/backends';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type GoldenArray, readGolden, worstError } from '../../test/golden.js';
import { requireGradients } from '../training/require-gradients.js';
import { losses, resolveLoss } from './index.js';
import type { Loss } from './loss.js';

interface Case {
  readonly name: keyof typeof losses;
  readonly options: { readonly fromLogits?: boolean };
  readonly outputs: GoldenArray;
  readonly targets: GoldenArray;
  readonly value: number;
  readonly gradient: GoldenArray;
}

const cases = readGolden<Case[]>('losses.json', import.meta.url);

beforeAll(async () => {
  await useBackend(cpu());
  await requireGradients();
});

describe('losses agree with Keras in value and gradient', () => {
  it.each(cases.map((each, i) => [`${each.name} ${JSON.stringify(each.options)} (${i})`, each] as const))(
    '%s',
    (_, golden) => {
      const make = losses[golden.name] as (options: object) => Loss;
      const loss = make(golden.options);
      const targets = tf.tensor(golden.targets.data, golden.targets.shape);
      const mean = (outputs: tf.Tensor) => {
        const values = loss.logits?.always ? loss.logits.onLogits(outputs, targets) : loss.onOutputs(outputs, targets);
        return tf.mean(values) as tf.Scalar;
      };
      const outputs = tf.tensor(golden.outputs.data, golden.outputs.shape);
      const { value, grad } = tf.valueAndGrad(mean)(outputs);
      expect(worstError(value.dataSync(), [golden.value])).toBeLessThan(1e-5);
      expect(worstError(grad.dataSync(), golden.gradient.data)).toBeLessThan(1e-5);
    },
  );
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
