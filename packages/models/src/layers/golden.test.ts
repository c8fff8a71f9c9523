import { wasm } from '@glassbox/backend-wasm';
import { type BackendPlugin, cpu, useBackend } from '@glassbox/backends';
import { beforeAll, describe, it } from 'vitest';
import { readGolden } from '../../test/golden.js';
import { expectGolden, type GoldenLayer } from '../../test/golden-layers.js';
import { requireGradients } from '../training/require-gradients.js';
import { layers } from './index.js';
import type { Layer } from './layer.js';

const cases = ['layers.json', 'reshaping.json'].flatMap((name) => readGolden<GoldenLayer[]>(name, import.meta.url));

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
