import { wasm } from '@glassbox/backend-wasm';
import { type BackendPlugin, cpu, useBackend } from '@glassbox/backends';
import { beforeAll, describe, it } from 'vitest';
import { readGolden } from '../../test/golden.js';
import { expectGolden, type GoldenLayer } from '../../test/golden-layers.js';
import { requireGradients } from '../training/require-gradients.js';
import { layers } from './index.js';
import type { Layer } from './layer.js';

const cases = ['layers.json', 'reshaping.json', 'image.json'].flatMap((name) =>
  readGolden<GoldenLayer[]>(name, import.meta.url),
);

type Size = { readonly height: number; readonly width: number };

// Layers whose first argument is no object of options are made by the functions below; other files test the rest.
const {
  multiHeadAttention: _multiHeadAttention,
  einsumDense: _einsumDense,
  bidirectional: _bidirectional,
  timeDistributed: _timeDistributed,
  ...withoutArguments
} = layers;

const makers: Partial<Record<keyof typeof layers, (options: never) => Layer>> = {
  ...withoutArguments,
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

beforeAll(requireGradients);

describe.each<[string, () => BackendPlugin]>([
  ['cpu', cpu],
  ['wasm', wasm],
])('on %s value and gradients are those of Keras within 1e-5', (_, plugin) => {
  beforeAll(() => useBackend(plugin()));

  it.each(cases.map((each) => [each.name, each] as const))('%s', (_name, golden) => {
    expectGolden(makers[golden.layer]!(golden.options as never), golden);
  });
});
