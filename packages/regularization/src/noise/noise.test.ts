import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { type Random, random } from '@glassbox/core';
import { grad, memory, ones, setBackend, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { alphaDropout } from './alpha-dropout.js';
import { applyDropout } from './apply-dropout.js';
import { gaussianDropout, gaussianNoise } from './gaussian.js';
import { fillNormals } from './normals.js';
import { spatialDropout1d, spatialDropout2d, spatialDropout3d } from './spatial-dropout.js';

type Noise = (x: Tensor, rate: number, stream: Random) => Tensor;
const kinds: Record<string, Noise> = {
  applyDropout: (x, rate, stream) => applyDropout(x, { rate, random: stream }),
  spatialDropout2d,
  gaussianDropout,
  gaussianNoise,
  alphaDropout,
};

function moments(values: ArrayLike<number>): { mean: number; variance: number } {
  const numbers = Array.from(values);
  const mean = numbers.reduce((a, b) => a + b, 0) / numbers.length;
  return { mean, variance: numbers.reduce((a, b) => a + (b - mean) ** 2, 0) / numbers.length };
}

describe.each(['cpu', 'wasm'])('noise on %s (seed 11)', (backend) => {
  const stream = random(11, 'noise');
  beforeAll(async () => {
    await setBackend(backend);
  });

  it.each(Object.entries(kinds))(
    '%s: same stream same noise, another step another; one tensor left',
    (_name, noise) => {
      const x = ones([2, 3, 3, 40]);
      const before = memory().numTensors;
      const draw = (source: Random) => {
        const y = noise(x, 0.4, source);
        const values = Array.from(y.dataSync());
        y.dispose();
        return values;
      };
      const steps = [1, 2, 3].map((step) => draw(stream.fork(step)));
      expect(draw(stream.fork(1))).toEqual(steps[0]);
      expect(new Set(steps.map((values) => values.join())).size).toBe(3);
      expect(memory().numTensors).toBe(before);
      x.dispose();
    },
  );

  it.each(Object.entries(kinds))('%s: its gradient is its slope', (name, noise) => {
    tidy(() => {
      const [x, further] = [tensor([1, -2, 3, 4], [1, 1, 1, 4]), tensor([2, -1, 4, 5], [1, 1, 1, 4])];
      const apply = (t: Tensor) => noise(t, 0.5, stream.fork(4));
      const slope = grad(apply)(x).dataSync();
      const [at, beyond] = [apply(x).dataSync(), apply(further).dataSync()];
      slope.forEach((value, i) => {
        expect(value).toBeCloseTo(beyond[i]! - at[i]!, 5);
      });
      if (name !== 'gaussianNoise') expect(new Set(slope).size).toBeGreaterThan(1);
    });
  });

  it('keeps NaN where it is not dropped', () => {
    tidy(() => {
      const x = tensor([Number.NaN, 1]);
      expect(gaussianNoise(x, 1, stream).dataSync()[0]).toBeNaN();
      expect(gaussianDropout(x, 0.5, stream).dataSync()[0]).toBeNaN();
    });
  });
});

describe('masks (seed 12)', () => {
  const stream = random(12, 'masks');

  it('drops the asked share and scales the rest', () => {
    const values = tidy(() => applyDropout(ones([40_000]), { rate: 0.3, random: stream }).dataSync());
    const dropped = values.filter((value) => value === 0).length / values.length;
    expect(Math.abs(dropped - 0.3)).toBeLessThan(4 * Math.sqrt((0.3 * 0.7) / 40_000));
    expect(new Set(values)).toEqual(new Set([0, Math.fround(1 / 0.7)]));
  });

  it('drops whole channels of images and features of sequences', () => {
    const constantOver = (values: ArrayLike<number>, places: number, channels: number) =>
      Array.from(values).every((value, i, all) => {
        const channel = i % channels;
        const sample = Math.floor(i / (places * channels));
        return value === all[sample * places * channels + channel];
      });
    tidy(() => {
      const images = spatialDropout2d(ones([5, 4, 3, 20]), 0.5, stream).dataSync();
      expect(constantOver(images, 12, 20)).toBe(true);
      expect(new Set(images)).toEqual(new Set([0, 2]));
      const volumes = spatialDropout3d(ones([5, 2, 2, 3, 20]), 0.5, stream).dataSync();
      expect([...volumes]).toEqual([...images]);
      const rows = spatialDropout1d(ones([5, 6, 20]), 0.5, stream).dataSync();
      expect(constantOver(rows, 6, 20)).toBe(true);
      expect(rows.subarray(0, 20).join()).not.toBe(rows.subarray(120, 140).join());
    });
  });

  it('has the moments that it should', () => {
    const count = 60_000;
    const normals = new Float32Array(count);
    fillNormals(normals, stream.key);
    const standard = moments(normals);
    expect(Math.abs(standard.mean)).toBeLessThan(4 / Math.sqrt(count));
    expect(Math.abs(standard.variance - 1)).toBeLessThan(4 * Math.sqrt(2 / count));
    const beyondTwo = normals.filter((value) => Math.abs(value) > 2).length / count;
    expect(beyondTwo).toBeCloseTo(0.0455, 2);
    tidy(() => {
      const factors = moments(gaussianDropout(ones([count]), 0.2, stream.fork(1)).dataSync());
      expect(factors.mean).toBeCloseTo(1, 1);
      expect(factors.variance).toBeCloseTo(0.25, 2);
      const kept = moments(alphaDropout(tensor(normals), 0.3, stream.fork(2)).dataSync());
      expect(Math.abs(kept.mean)).toBeLessThan(0.02);
      expect(Math.abs(kept.variance - 1)).toBeLessThan(0.03);
    });
  });

  it('fills odd lengths with the same numbers as even ones', () => {
    const [three, four] = [new Float32Array(3), new Float32Array(4)];
    fillNormals(three, [1, 2]);
    fillNormals(four, [1, 2]);
    expect([...three]).toEqual([...four.subarray(0, 3)]);
  });

  it('refuses rates, ranks and shapes that do not fit, and does nothing at rate 0', () => {
    const x = ones([2, 3]);
    for (const noise of [kinds.applyDropout!, gaussianDropout, alphaDropout]) {
      for (const rate of [-0.1, 1, Number.NaN]) expect(() => noise(x, rate, stream)).toThrow(/at least 0 and below 1/);
    }
    expect(() => gaussianNoise(x, -1, stream)).toThrow('standard deviation');
    expect(() => spatialDropout2d(x, 0.5, stream)).toThrow('takes a tensor of rank 4');
    expect(() => applyDropout(x, { rate: 0.5, random: stream, noiseShape: [3, 1] })).toThrow('[3, 1] came');
    for (const noise of [gaussianDropout, alphaDropout, gaussianNoise]) expect(noise(x, 0, stream)).toBe(x);
    x.dispose();
  });
});
