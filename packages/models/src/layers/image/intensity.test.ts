import { wasm } from '@glassbox/backend-wasm';
import { type BackendPlugin, cpu, useBackend } from '@glassbox/backends';
import { random } from '@glassbox/core';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { requireGradients } from '../../training/require-gradients.js';
import { layers } from '../index.js';
import type { Layer } from '../layer.js';

const call = (layer: Layer, x: tf.Tensor, training = true) =>
  layer.build(x.shape.slice(1)).call(x, [], { training, random: random(8, 'layer'), update: () => undefined });

/** A batch of one image many times: what differs in the result is what was drawn. */
const image = Float32Array.of(0.1, 0.9, 0.4, 0.6, 0.3, 0.7, 0.5, 0.5, 0.8, 0.2, 0.35, 0.65);
const copies = (count: number) => tf.tile(tf.tensor4d(image, [1, 2, 2, 3]), [count, 1, 1, 1]);
const rows = (y: tf.Tensor) => tf.unstack(y).map((each) => [...each.dataSync()]);

const every: [string, Layer][] = [
  ['randomContrast', layers.randomContrast(0.5)],
  ['randomBrightness', layers.randomBrightness(0.3)],
  ['randomInvert', layers.randomInvert([0.5, 0.5])],
  ['randomGrayscale', layers.randomGrayscale(0.5)],
  ['solarization', layers.solarization({ additionFactor: 0.2, thresholdFactor: [0.4, 0.6] })],
  ['randomErasing', layers.randomErasing({ scale: [0.2, 0.5] })],
];

beforeAll(requireGradients);

describe.each<[string, () => BackendPlugin]>([
  ['cpu', cpu],
  ['wasm', wasm],
])('on %s', (_, plugin) => {
  beforeAll(() => useBackend(plugin()));

  it.each(every)(
    '%s keeps the range, gives the same batch again, and passes it on outside of training',
    (_name, layer) => {
      const x = copies(20);
      const before = tf.memory().numTensors;
      const y = tf.tidy(() => call(layer, x));
      expect(tf.memory().numTensors).toBe(before + 1);
      expect(y.shape).toEqual(x.shape);
      const values = y.dataSync();
      expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...values)).toBeLessThanOrEqual(1);
      expect(call(layer, x).dataSync()).toEqual(values);
      expect(new Set(rows(y).map(String)).size).toBeGreaterThan(1);
      expect(call(layer, x, false)).toBe(x);
    },
  );

  it.each(every)('%s has the gradient of central differences by its input', (_name, layer) => {
    const x = copies(2);
    const upstream = tf.tensor(
      Float32Array.from({ length: x.size }, (_, i) => Math.cos(3 * i)),
      x.shape,
    );
    const gradient = tf
      .grad((input: tf.Tensor) => call(layer, input))(x, upstream)
      .dataSync();
    const lossAt = (values: Float32Array) =>
      tf.sum(tf.mul(call(layer, tf.tensor(values, x.shape)), upstream)).dataSync()[0]!;
    const source = x.dataSync<'float32'>();
    const step = 1 / 256;
    for (let i = 0; i < source.length; i += 5) {
      const [up, down] = [source.slice(), source.slice()];
      up[i]! += step;
      down[i]! -= step;
      expect(Math.abs((lossAt(up) - lossAt(down)) / (2 * step) - gradient[i]!)).toBeLessThan(2e-3);
    }
  });
});

describe('what was drawn (seed 8)', () => {
  beforeAll(() => useBackend(cpu()));

  it('stretches contrast about the mean of each channel, evenly in [1 - f, 1 + f]', () => {
    const means = [0, 1, 2].map((channel) => [0, 3, 6, 9].reduce((sum, at) => sum + image[at + channel]! / 4, 0));
    const stretches = rows(call(layers.randomContrast(0.2, { valueRange: [-9, 9] }), copies(300))).map((row) => {
      const stretch = (row[0]! - means[0]!) / (image[0]! - means[0]!);
      row.forEach((value, i) => {
        expect(value).toBeCloseTo(means[i % 3]! + stretch * (image[i]! - means[i % 3]!), 5);
      });
      return stretch;
    });
    expectEven(stretches, 0.8, 1.2);
  });

  it('shifts brightness by a share of the value range, evenly in [-f, f]', () => {
    const layer = layers.randomBrightness(0.1, { valueRange: [-10, 10] });
    const shifts = rows(call(layer, copies(300))).map((row) => {
      row.forEach((value, i) => {
        expect(value - image[i]!).toBeCloseTo(row[0]! - image[0]!, 5);
      });
      return row[0]! - image[0]!;
    });
    expectEven(shifts, -2, 2);
  });

  it('inverts, and takes colour out of, the share of images that was asked for', () => {
    const inverted = rows(call(layers.randomInvert([0.3, 0.3]), copies(300))).filter((row) => row[0]! > 0.5);
    expect(inverted.length / 300).toBeCloseTo(0.3, 1);
    for (const row of inverted) {
      row.forEach((value, i) => {
        expect(value).toBeCloseTo(1 - image[i]!, 6);
      });
    }
    const grey = rows(call(layers.randomGrayscale(0.3), copies(300))).filter((row) => row[0] === row[1]);
    expect(grey.length / 300).toBeCloseTo(0.3, 1);
    for (const row of grey) expect(row[0]).toBeCloseTo(0.2989 * image[0]! + 0.587 * image[1]! + 0.114 * image[2]!, 6);
    expect(() => layers.randomGrayscale().build([4, 4, 1])).toThrow('three channels');
  });

  it('solarizes by default to the negative, and with a threshold only what is bright', () => {
    const [negative] = rows(call(layers.solarization(), copies(1)));
    negative!.forEach((value, i) => {
      expect(value).toBeCloseTo(1 - image[i]!, 6);
    });
    const layer = layers.solarization({
      additionFactor: [0.1, 0.1],
      thresholdFactor: [0.75, 0.75],
      valueRange: [-1, 1],
    });
    const [some] = rows(call(layer, copies(1)));
    some!.forEach((value, i) => {
      const shifted = Math.min(1, image[i]! + 0.2);
      expect(value).toBeCloseTo(shifted < 0.5 ? shifted : -shifted, 6);
    });
  });

  it('erases one rectangle of the share that was asked for, wherever it lies', () => {
    const x = tf.fill([200, 16, 16, 1], 0.5);
    const layer = layers.randomErasing({ factor: [1, 1], scale: [0.25, 0.25], fillValue: 1 });
    const counts = rows(call(layer, x)).map((row) => {
      const erased = row.flatMap((value, i) => (value === 1 ? [i] : []));
      const [ys, xs] = [erased.map((i) => i >> 4), erased.map((i) => i % 16)];
      const area = (Math.max(...ys) - Math.min(...ys) + 1) * (Math.max(...xs) - Math.min(...xs) + 1);
      expect(erased.length).toBe(area);
      return area;
    });
    // Each side is half of 16 pixels.
    expect(new Set(counts)).toEqual(new Set([64]));
    const none = call(layers.randomErasing({ factor: 0 }), x).dataSync();
    expect(none).toEqual(x.dataSync());
  });

  it('refuses factors and ranges that are none', () => {
    expect(() => layers.randomContrast(1.5)).toThrow('factor is a number, or a pair of numbers, from 0 to 1');
    expect(() => layers.randomBrightness(0.1, { valueRange: [1, 0] })).toThrow('the smaller first, but 1 and 0 came');
    expect(() => layers.randomErasing({ scale: -1 })).toThrow('scale is a number');
  });
});

/** Moments and bounds of an even distribution. */
function expectEven(values: readonly number[], low: number, high: number): void {
  const middle = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length;
  expect(Math.abs(middle - (low + high) / 2)).toBeLessThan(0.06 * (high - low));
  expect(Math.abs(variance / ((high - low) ** 2 / 12) - 1)).toBeLessThan(0.2);
  expect(Math.min(...values)).toBeGreaterThanOrEqual(low - 1e-5);
  expect(Math.max(...values)).toBeLessThanOrEqual(high + 1e-5);
}
