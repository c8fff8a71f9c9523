import { wasm } from '@glassbox/backend-wasm';
import { type BackendPlugin, cpu, useBackend } from '@glassbox/backends';
import { affineTaps, type SamplingOptions, sampleImage } from '@glassbox/backends/ops';
import { random } from '@glassbox/core';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type GoldenArray, readGolden, worstError } from '../../../test/golden.js';
import { layers } from '../index.js';
import type { Layer } from '../layer.js';
import { rotation, translation, zoom } from './geometric.js';

interface Affine {
  readonly name: string;
  readonly kind: 'rotation' | 'zoom' | 'translation';
  readonly arguments: number[];
  readonly matrix: number[];
  readonly options: Required<SamplingOptions>;
  readonly input: GoldenArray;
  readonly output: GoldenArray;
}

const golden = readGolden<Affine[]>('affine.json', import.meta.url);

const transformOf = ({ kind, arguments: given }: Affine) => {
  const [a, b, c, d] = given as [number, number, number, number];
  if (kind === 'rotation') return rotation(2 * Math.PI * a, b, c);
  return kind === 'zoom' ? zoom(a, b, c, d) : translation(a, b);
};

const call = (layer: Layer, x: tf.Tensor, training = true, seed = 5) =>
  layer.build(x.shape.slice(1)).call(x, [], { training, random: random(seed, 'layer'), update: () => undefined });

/** Images of distinct numbers. */
const counted = (shape: [number, number, number, number]) =>
  tf.tensor4d(
    Float32Array.from({ length: tf.util.sizeFromShape(shape) }, (_, i) => i + 1),
    shape,
  );

const every: [string, Layer][] = [
  ['randomFlip', layers.randomFlip()],
  ['randomRotation', layers.randomRotation(0.3)],
  ['randomRotation, nearest, wrap', layers.randomRotation(0.3, { interpolation: 'nearest', fillMode: 'wrap' })],
  ['randomZoom', layers.randomZoom(0.4, { widthFactor: [0.1, 0.3] })],
  ['randomTranslation', layers.randomTranslation(0.4, [-0.5, 0.1], { fillMode: 'constant' })],
  ['randomCrop', layers.randomCrop(3, 4)],
];

describe.each<[string, () => BackendPlugin]>([
  ['cpu', cpu],
  ['wasm', wasm],
])('on %s', (_, plugin) => {
  beforeAll(() => useBackend(plugin()));

  it.each(golden.map((each) => [each.name, each] as const))('moves images as Keras does: %s', (_name, each) => {
    const transform = transformOf(each);
    expect(worstError(transform, each.matrix)).toBeLessThan(1e-5);
    tf.tidy(() => {
      const x = tf.tensor4d(each.input.data, each.input.shape as [number, number, number, number]);
      const y = sampleImage(x, affineTaps([transform], [x.shape[1], x.shape[2]], each.options));
      expect(worstError(y.dataSync(), each.output.data)).toBeLessThan(1e-5);
    });
  });

  it.each(every)('%s has the gradient of a linear map: ⟨A x, u⟩ = ⟨x, Aᵀ u⟩', (_name, layer) => {
    const shape: [number, number, number, number] = [3, 5, 6, 2];
    const x = tf.tensor4d(
      Float32Array.from({ length: 180 }, (_, i) => Math.sin(i)),
      shape,
    );
    const y = call(layer, x);
    const upstream = tf.tensor(
      Float32Array.from({ length: y.size }, (_, i) => Math.cos(3 * i)),
      y.shape,
    );
    const gradient = tf.grad((input: tf.Tensor) => call(layer, input))(x, upstream);
    const dot = (a: tf.Tensor, b: tf.Tensor) => tf.sum(tf.mul(a, b)).dataSync()[0]!;
    expect(Math.abs(dot(y, upstream) - dot(x, gradient))).toBeLessThan(1e-4);
    expect(Math.abs(dot(gradient, gradient))).toBeGreaterThan(1);
  });

  it.each(every)(
    '%s gives the same batch for the same seed, another for another, and leaves one tensor',
    (_name, layer) => {
      const x = counted([4, 5, 6, 1]);
      const before = tf.memory().numTensors;
      const first = tf.tidy(() => call(layer, x));
      expect(tf.memory().numTensors).toBe(before + 1);
      expect(call(layer, x).dataSync()).toEqual(first.dataSync());
      expect(call(layer, x, true, 6).dataSync()).not.toEqual(first.dataSync());
    },
  );
});

describe('random transforms', () => {
  beforeAll(() => useBackend(cpu()));

  it.each(every.filter(([name]) => name !== 'randomCrop'))(
    '%s passes images on outside of training',
    (_name, layer) => {
      const x = counted([2, 3, 4, 1]);
      expect(call(layer, x, false)).toBe(x);
    },
  );

  it.each(['horizontal', 'vertical', 'horizontal_and_vertical'] as const)(
    'flip %s exactly, about half of the images',
    (mode) => {
      const x = counted([200, 2, 3, 1]);
      const images = tf
        .unstack(call(layers.randomFlip({ mode }), x) as tf.Tensor4D)
        .map((image) => [...image.dataSync()]);
      const kinds = images.map((image, i) => {
        const first = 6 * i + 1;
        const turned = image.map((value) => value - first).join();
        return { '0,1,2,3,4,5': 'none', '2,1,0,5,4,3': 'sideways', '3,4,5,0,1,2': 'upended', '5,4,3,2,1,0': 'both' }[
          turned
        ];
      });
      const count = (kind: string | undefined) => kinds.filter((each) => each === kind).length;
      const expected = {
        horizontal: ['none', 'sideways'],
        vertical: ['none', 'upended'],
        horizontal_and_vertical: ['none', 'sideways', 'upended', 'both'],
      }[mode];
      for (const kind of expected) expect(Math.abs(count(kind) / 200 - 1 / expected.length)).toBeLessThan(0.1);
      expect(expected.reduce((total, kind) => total + count(kind), 0)).toBe(200);
    },
  );

  it('crop windows of the image, each sample at a place of its own, and the middle outside of training', () => {
    const x = tf.tile(counted([1, 5, 6, 1]), [60, 1, 1, 1]);
    const layer = layers.randomCrop(2, 3);
    const corners = tf.unstack(call(layer, x) as tf.Tensor4D).map((image) => {
      const [corner, ...rest] = image.dataSync();
      expect(rest).toEqual([1, 2, 6, 7, 8].map((step) => corner! + step));
      return corner!;
    });
    expect(new Set(corners).size).toBe(16);
    const middle = call(layer, counted([1, 5, 6, 1]), false);
    expect([...middle.dataSync()]).toEqual([8, 9, 10, 14, 15, 16]);
  });

  it('refuse what cannot be drawn from, in words', () => {
    expect(() => layers.randomRotation(2)).toThrow('from -1 to 1, but 2 and 2 came');
    expect(() => layers.randomZoom([-1, 0])).toThrow('above -1');
    expect(() => layers.randomRotation(0.1, { fillMode: 'mirror' as 'wrap' })).toThrow("Unknown fill mode 'mirror'");
    expect(() => layers.randomFlip({ mode: 'sideways' as 'vertical' })).toThrow("Unknown flip mode 'sideways'");
    expect(() => layers.randomCrop(0, 3)).toThrow('whole numbers above 0, but 0 and 3 came');
    expect(() => layers.randomFlip().build([28, 28])).toThrow('reshape([28, 28, 1])');
    expect(() => layers.resizing(2, 2, { cropToAspectRatio: true, padToAspectRatio: true })).toThrow('not both');
  });
});

describe('augmentation that a seed decides', () => {
  it.each(every)('%s makes the same batch on cpu and WASM', async (_name, layer) => {
    const batchOn = async (plugin: BackendPlugin) => {
      await useBackend(plugin);
      return tf.tidy(() => [...call(layer, counted([4, 5, 6, 2])).dataSync()]);
    };
    expect(worstError(await batchOn(cpu()), await batchOn(wasm()))).toBeLessThan(1e-6);
  });
});
