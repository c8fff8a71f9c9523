import { random } from '@glassbox/core';
import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import type { layers } from '../src/layers/index.js';
import type { BuiltLayer, Layer } from '../src/layers/layer.js';
import { withActivationWidth } from '../src/model/network.js';
import { type GoldenArray, worstError } from './golden.js';

/** A layer's output and gradients, as `reference/models_layers.py` writes them. */
export interface GoldenLayer {
  readonly name: string;
  readonly layer: keyof typeof layers;
  readonly options: Readonly<Record<string, unknown>>;
  readonly training: boolean;
  readonly input: GoldenArray;
  readonly weights: GoldenArray[];
  readonly cotangent: GoldenArray;
  readonly output: GoldenArray;
  readonly inputGradient?: GoldenArray;
  readonly weightGradients: GoldenArray[];
  readonly updatedWeights?: GoldenArray[];
}

const toTensor = ({ data, shape }: GoldenArray) => tf.tensor(Float32Array.from(data), shape, 'float32');

/** The layer with its activation, and what it wants its other weights to become. */
function run(
  built: BuiltLayer,
  x: tf.Tensor,
  weights: readonly tf.Tensor[],
  training: boolean,
  updates: Map<number, Float32Array>,
): tf.Tensor {
  const value = built.call(x, weights, {
    training,
    random: random(1),
    update: (index, updated) => updates.set(index, updated.dataSync<'float32'>().slice()),
  });
  return built.activation ? built.activation.apply(value) : value;
}

/** Expects output, gradients and updated weights of the reference, and the shape that the layer announced, within 1e-5. */
export function expectGolden(layer: Layer, golden: GoldenLayer): void {
  const built = layer.build(golden.input.shape.slice(1));
  const weights = golden.weights.map(toTensor);
  expect(built.weights.map(({ shape }) => shape)).toEqual(golden.weights.map(({ shape }) => shape));
  const updates = new Map<number, Float32Array>();
  const output = run(built, toTensor(golden.input), weights, golden.training, updates);
  expect(output.shape).toEqual(golden.output.shape);
  expect(withActivationWidth(built).outputShape).toEqual(golden.output.shape.slice(1));
  expect(worstError(output.dataSync(), golden.output.data)).toBeLessThan(1e-5);
  built.weights.forEach(({ trainable }, i) => {
    if (golden.updatedWeights && !trainable)
      expect(worstError(updates.get(i)!, golden.updatedWeights[i]!.data)).toBeLessThan(1e-5);
  });
  expectGoldenGradients(built, weights, golden);
}

function expectGoldenGradients(built: BuiltLayer, weights: readonly tf.Tensor[], golden: GoldenLayer): void {
  const trained = built.weights.flatMap(({ trainable }, i) => (trainable ? [i] : []));
  const input = toTensor(golden.input);
  const total = (x: tf.Tensor, ...some: tf.Tensor[]) => {
    const all = weights.map((weight, i) => (trained.includes(i) ? some[trained.indexOf(i)]! : weight));
    return tf.sum(tf.mul(run(built, x, all, golden.training, new Map()), toTensor(golden.cotangent))) as tf.Scalar;
  };
  const wanted = trained.map((i) => weights[i]!);
  const gradients = golden.inputGradient
    ? tf.grads(total)([input, ...wanted])
    : tf.grads((...some: tf.Tensor[]) => total(input, ...some))(wanted);
  const expected = golden.inputGradient ? [golden.inputGradient, ...golden.weightGradients] : golden.weightGradients;
  expect(gradients).toHaveLength(expected.length);
  gradients.forEach((gradient, i) => {
    expect(worstError(gradient.dataSync(), expected[i]!.data)).toBeLessThan(1e-5);
  });
}
