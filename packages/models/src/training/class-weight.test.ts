import { readFileSync } from 'node:fs';
import { cpu, useBackend } from '@glassbox/backends';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type GoldenArray, worstError } from '../../test/golden.js';
import { losses } from '../losses/index.js';
import type { Loss } from '../losses/loss.js';
import { lossWeights } from './class-weight.js';
import { requireGradients } from './require-gradients.js';
import { sampleLosses } from './train-step.js';

interface Case {
  readonly name: keyof typeof losses;
  readonly options: { readonly fromLogits?: boolean };
  readonly outputs: GoldenArray;
  readonly targets: GoldenArray;
  readonly value: number;
  readonly gradient: GoldenArray;
  readonly sampleWeight?: number[];
  readonly classWeight?: Record<number, number>;
}

const file = new URL('../losses/golden/weighted.json', import.meta.url);
const cases = JSON.parse(readFileSync(file, 'utf8')) as Case[];

beforeAll(async () => {
  await useBackend(cpu());
  await requireGradients();
});

function weightsOf({ sampleWeight, classWeight, targets }: Case): Float32Array {
  if (sampleWeight) return Float32Array.from(sampleWeight);
  const size = targets.shape[0]!;
  const data = Float32Array.from(targets.data);
  const inputs = { data: new Float32Array(size), shape: [size, 1] };
  return lossWeights(classWeight, { size, inputs, targets: { data, shape: targets.shape } })!;
}

describe('weighted losses are those of Keras: the weighted sum over the number of samples', () => {
  it.each(
    cases.map((each, i) => [`${each.name}, ${each.classWeight ? 'by class' : 'by sample'} (${i})`, each] as const),
  )('%s', (_, golden) => {
    const loss = (losses[golden.name] as (options: object) => Loss)(golden.options);
    const targets = tf.tensor(golden.targets.data, golden.targets.shape);
    const weights = tf.tensor1d(weightsOf(golden));
    const mean = (outputs: tf.Tensor) =>
      tf.mean(tf.mul(sampleLosses(loss, golden.options.fromLogits ?? false, outputs, targets), weights)) as tf.Scalar;
    const { value, grad } = tf.valueAndGrad(mean)(tf.tensor(golden.outputs.data, golden.outputs.shape));
    expect(worstError(value.dataSync(), [golden.value])).toBeLessThan(1e-5);
    expect(worstError(grad.dataSync(), golden.gradient.data)).toBeLessThan(1e-5);
  });
});
