import { random } from '@glassbox/core';
import { describe, expect, it } from 'vitest';
import { toTrainingData } from '../../model/array-data.js';
import { layers } from '../index.js';
import { adaptNormalization } from './normalization.js';

const stream = random(4, 'data');
const size = 600;
/** Features of mean 1000 and deviation 1, which a sum of squares in float32 would lose. */
const inputs = {
  data: Float32Array.from({ length: size * 6 }, (_, i) => 1000 * (i % 3) + stream.normal()),
  shape: [size, 2, 3],
};

function momentsOf(belongs: (index: number) => boolean) {
  const values = [...inputs.data].filter((_, i) => belongs(i));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length };
}

describe('adaptNormalization', () => {
  it('measures each feature of the last axis over samples and other axes', () => {
    const { mean, variance } = adaptNormalization(inputs) as { mean: number[]; variance: number[] };
    expect(mean).toHaveLength(3);
    for (const feature of [0, 1, 2]) {
      const expected = momentsOf((i) => i % 3 === feature);
      expect(mean[feature]).toBeCloseTo(expected.mean, 8);
      expect(variance[feature]).toBeCloseTo(expected.variance, 8);
    }
  });

  it('measures other axes, and all values together', () => {
    const both = adaptNormalization(inputs, { axis: [1, 2] }) as { mean: number[]; variance: number[] };
    expect(both.mean).toHaveLength(6);
    expect(both.mean[4]).toBeCloseTo(momentsOf((i) => i % 6 === 4).mean, 8);
    const all = momentsOf(() => true);
    const whole = adaptNormalization(inputs, { axis: null });
    expect(whole.mean).toBeCloseTo(all.mean, 6);
    expect((whole.variance as number) / all.variance).toBeCloseTo(1, 8);
  });

  it('reads datasets in blocks, to the same moments', () => {
    const data = toTrainingData({ inputs });
    if (!('readBatch' in data)) throw new Error('arrays are indexed data');
    expect(adaptNormalization(data)).toEqual(adaptNormalization(inputs));
  });

  it('refuses what has no moments', () => {
    expect(() => adaptNormalization({ data: new Float32Array(0), shape: [0, 3] })).toThrow('at least one sample');
    expect(() => adaptNormalization(inputs, { axis: 3 })).toThrow('keeps axis 3');
    expect(() => layers.normalization({ mean: [1, 2], variance: [1, 1] }).build([3])).toThrow('3 numbers as mean');
    expect(() => layers.normalization({ mean: 0, variance: -1 })).toThrow('variances of at least 0');
  });
});
