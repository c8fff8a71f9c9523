import { wasm } from '@glassbox/backend-wasm';
import { type BackendPlugin, cpu, useBackend } from '@glassbox/backends';
import { memory, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { readGolden } from '../../test/golden.js';
import { expectGolden, type GoldenLayer } from '../../test/golden-layers.js';
import { requireGradients } from '../training/require-gradients.js';
import { layers } from './index.js';
import type { Layer } from './layer.js';

const cases = readGolden<GoldenLayer[]>('attention.json', import.meta.url);

type Wrapped = { readonly inner: 'lstm' | 'gru' | 'simpleRnn' | 'dense'; readonly units: number };
type Heads = { readonly numHeads: number; readonly keyDim: number };
type Einsum = { readonly equation: string; readonly outputShape: number | number[] };

/** From the options that the reference names; some of them are the first arguments here. */
const makers = {
  layerNormalization: layers.layerNormalization,
  rmsNormalization: layers.rmsNormalization,
  groupNormalization: layers.groupNormalization,
  unitNormalization: layers.unitNormalization,
  attention: layers.attention,
  additiveAttention: layers.additiveAttention,
  einsumDense: ({ equation, outputShape, ...rest }: Einsum) => layers.einsumDense(equation, outputShape, rest),
  multiHeadAttention: ({ numHeads, keyDim, ...rest }: Heads) => layers.multiHeadAttention(numHeads, keyDim, rest),
  bidirectional: ({ inner, units, ...rest }: Wrapped) => layers.bidirectional(layers[inner](units, rest), rest),
  timeDistributed: ({ inner, units, ...rest }: Wrapped) => layers.timeDistributed(layers[inner](units, rest)),
} as Partial<Record<keyof typeof layers, (options: never) => Layer>>;

beforeAll(requireGradients);

describe.each<[string, () => BackendPlugin]>([
  ['cpu', cpu],
  ['wasm', wasm],
])('on %s value and gradients are those of Keras within 1e-5', (_, plugin) => {
  beforeAll(() => useBackend(plugin()));

  it.each(cases.map((each) => [each.name, each] as const))('%s', (_name, golden) => {
    const { numTensors } = memory();
    tidy(() => expectGolden(makers[golden.layer]!(golden.options as never), golden));
    expect(memory().numTensors).toBe(numTensors);
  });
});
