import { wasm } from '@glassbox/backend-wasm';
import { type BackendPlugin, cpu, useBackend } from '@glassbox/backends';
import { random } from '@glassbox/core';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type GoldenArray, readGolden, worstError } from '../../test/golden.js';
import { requireGradients } from '../training/require-gradients.js';
import { layers } from './index.js';
import type { BuiltLayer, Layer } from './layer.js';

interface Case {
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

const cases = ['layers.json', 'reshaping.json', 'image.json'].flatMap((name) =>
  readGolden<Case[]>(name, import.meta.url),
);

type Size = { readonly height: number; readonly width: number };

const makers: Partial<Record<keyof typeof layers, (options: never) => Layer>> = {
  ...layers,
  reshape: ({ targetShape }: { targetShape: number[] }) => layers.reshape(targetShape),
  activation: ({ activation }: { activation: string }) => layers.activation(activation),
  dense: ({ units, ...rest }: { units: number }) => layers.dense(units, rest),
  conv2d: ({ filters, ...rest }: { filters: number }) => layers.conv2d(filters, rest),
  embedding: ({ inputDim, outputDim }: { inputDim: number; outputDim: number }) =>
    layers.embedding(inputDim, outputDim),
  simpleRnn: ({ units, ...rest }: { units: number }) => layers.simpleRnn(units, rest),
  lstm: ({ units, ...rest }: { units: number }) => layers.lstm(units, rest),
  dropout: ({ rate }: { rate: number }) => layers.dropout(rate),
  spatialDropout1d: ({ rate }: { rate: number }) => layers.spatialDropout1d(rate),
  spatialDropout2d: ({ rate }: { rate: number }) => layers.spatialDropout2d(rate),
  spatialDropout3d: ({ rate }: { rate: number }) => layers.spatialDropout3d(rate),
  alphaDropout: ({ rate }: { rate: number }) => layers.alphaDropout(rate),
  rescaling: ({ scale, ...rest }: { scale: number }) => layers.rescaling(scale, rest),
  resizing: ({ height, width, ...rest }: Size) => layers.resizing(height, width, rest),
  centerCrop: ({ height, width }: Size) => layers.centerCrop(height, width),
  randomCrop: ({ height, width }: Size) => layers.randomCrop(height, width),
  randomTranslation: () => layers.randomTranslation(0, 0),
  gru: ({ units, ...rest }: { units: number }) => layers.gru(units, rest),
} as Partial<Record<keyof typeof layers, (options: never) => Layer>>;

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

beforeAll(requireGradients);

describe.each<[string, () => BackendPlugin]>([
  ['cpu', cpu],
  ['wasm', wasm],
])('on %s value and gradients are those of Keras within 1e-5', (_, plugin) => {
  beforeAll(() => useBackend(plugin()));

  it.each(cases.map((each) => [each.name, each] as const))('%s', (_name, golden) => {
    const built = makers[golden.layer]!(golden.options as never).build(golden.input.shape.slice(1));
    const weights = golden.weights.map(toTensor);
    const trained = built.weights.flatMap(({ trainable }, i) => (trainable ? [i] : []));
    const updates = new Map<number, Float32Array>();
    const input = toTensor(golden.input);
    expect(
      worstError(run(built, input, weights, golden.training, updates).dataSync(), golden.output.data),
    ).toBeLessThan(1e-5);
    built.weights.forEach(({ trainable }, i) => {
      if (golden.updatedWeights && !trainable)
        expect(worstError(updates.get(i)!, golden.updatedWeights[i]!.data)).toBeLessThan(1e-5);
    });
    const total = (x: tf.Tensor, ...some: tf.Tensor[]) => {
      const all = weights.map((weight, i) => (trained.includes(i) ? some[trained.indexOf(i)]! : weight));
      return tf.sum(tf.mul(run(built, x, all, golden.training, new Map()), toTensor(golden.cotangent))) as tf.Scalar;
    };
    const wanted = trained.map((i) => weights[i]!);
    const gradients = golden.inputGradient
      ? tf.grads(total)([input, ...wanted])
      : tf.grads((...some: tf.Tensor[]) => total(input, ...some))(wanted);
    const expected = golden.inputGradient ? [golden.inputGradient, ...golden.weightGradients] : golden.weightGradients;
    gradients.forEach((gradient, i) => {
      expect(worstError(gradient.dataSync(), expected[i]!.data)).toBeLessThan(1e-5);
    });
  });
});
