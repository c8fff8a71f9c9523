import { wasm } from '@glassbox/backend-wasm';
import { type BackendPlugin, cpu, useBackend } from '@glassbox/backends';
import { memory, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { readGolden } from '../../test/golden.js';
import { expectGolden, type GoldenLayer } from '../../test/golden-layers.js';
import { requireGradients } from '../training/require-gradients.js';
import { layers } from './index.js';
import type { Layer } from './layer.js';
import type { Margins1d, Margins2d, Margins3d } from './margins.js';

const cases = readGolden<GoldenLayer[]>('convolution.json', import.meta.url);

type Counted = { readonly filters: number };

/** From the options that the reference names; some of them are the first argument here. */
const makers = {
  depthwiseConv1d: layers.depthwiseConv1d,
  depthwiseConv2d: layers.depthwiseConv2d,
  maxPooling1d: layers.maxPooling1d,
  maxPooling3d: layers.maxPooling3d,
  averagePooling1d: layers.averagePooling1d,
  averagePooling3d: layers.averagePooling3d,
  globalMaxPooling1d: layers.globalMaxPooling1d,
  globalMaxPooling2d: layers.globalMaxPooling2d,
  globalMaxPooling3d: layers.globalMaxPooling3d,
  globalAveragePooling1d: layers.globalAveragePooling1d,
  globalAveragePooling2d: layers.globalAveragePooling2d,
  globalAveragePooling3d: layers.globalAveragePooling3d,
  conv1d: ({ filters, ...rest }: Counted) => layers.conv1d(filters, rest),
  conv3d: ({ filters, ...rest }: Counted) => layers.conv3d(filters, rest),
  conv1dTranspose: ({ filters, ...rest }: Counted) => layers.conv1dTranspose(filters, rest),
  conv2dTranspose: ({ filters, ...rest }: Counted) => layers.conv2dTranspose(filters, rest),
  separableConv1d: ({ filters, ...rest }: Counted) => layers.separableConv1d(filters, rest),
  separableConv2d: ({ filters, ...rest }: Counted) => layers.separableConv2d(filters, rest),
  zeroPadding1d: ({ padding }: { padding: Margins1d }) => layers.zeroPadding1d(padding),
  zeroPadding2d: ({ padding }: { padding: Margins2d }) => layers.zeroPadding2d(padding),
  zeroPadding3d: ({ padding }: { padding: Margins3d }) => layers.zeroPadding3d(padding),
  cropping1d: ({ cropping }: { cropping: Margins1d }) => layers.cropping1d(cropping),
  cropping2d: ({ cropping }: { cropping: Margins2d }) => layers.cropping2d(cropping),
  cropping3d: ({ cropping }: { cropping: Margins3d }) => layers.cropping3d(cropping),
  upSampling1d: ({ size }: { size: number }) => layers.upSampling1d(size),
  upSampling2d: ({ size, ...rest }: { size: number }) => layers.upSampling2d(size, rest),
  upSampling3d: ({ size }: { size: number }) => layers.upSampling3d(size),
  permute: ({ dims }: { dims: number[] }) => layers.permute(dims),
  repeatVector: ({ times }: { times: number }) => layers.repeatVector(times),
} as Partial<Record<keyof typeof layers, (options: never) => Layer>>;

beforeAll(requireGradients);

describe.each<[string, () => BackendPlugin]>([
  ['cpu', cpu],
  ['wasm', wasm],
])('on %s value and gradients are those of Keras within 1e-5', (_, plugin) => {
  beforeAll(() => useBackend(plugin()));

  it.each(cases.map((each) => [each.name, each] as const))('%s', (_name, golden) => {
    const before = memory().numTensors;
    tidy(() => expectGolden(makers[golden.layer]!(golden.options as never), golden));
    expect(memory().numTensors).toBe(before);
  });
});
