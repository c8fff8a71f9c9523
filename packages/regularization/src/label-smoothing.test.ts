import { readFileSync } from 'node:fs';
import { ndArray } from '@glassbox/core';
import { expect, it } from 'vitest';
import { smoothBinaryLabels, smoothClassLabels, smoothLabels } from './label-smoothing.js';

interface Golden {
  readonly probabilities: number[][];
  readonly labels: number[];
  readonly binaryLabels: number[];
  readonly binaryProbabilities: number[];
  readonly cases: { factor: number; categorical: number[]; binary: number[] }[];
}

const golden: Golden = JSON.parse(readFileSync(new URL('./golden/labels.json', import.meta.url), 'utf8'));

/** Keras smooths within its losses, so its losses are compared with the cross-entropy against our smoothed labels. */
it.each(golden.cases)('gives the losses of Keras with factor $factor', ({ factor, categorical, binary }) => {
  const { data, shape } = smoothClassLabels(golden.labels, 3, factor);
  expect(shape).toEqual([3, 3]);
  golden.probabilities.forEach((row, sample) => {
    const loss = row.reduce((sum, p, k) => sum - data[3 * sample + k]! * Math.log(p), 0);
    expect(loss).toBeCloseTo(categorical[sample]!, 6);
  });
  const soft = smoothBinaryLabels(golden.binaryLabels, factor);
  golden.binaryProbabilities.forEach((p, sample) => {
    const y = soft[sample]!;
    expect(-y * Math.log(p) - (1 - y) * Math.log(1 - p)).toBeCloseTo(binary[sample]!, 5);
  });
  const oneHot = smoothClassLabels(golden.labels, 3, 0);
  smoothLabels(oneHot, factor).data.forEach((value, i) => {
    expect(value).toBeCloseTo(data[i]!, 6);
  });
});

it('refuses factors and labels out of range', () => {
  const oneHot = ndArray(Float32Array.of(0, 1), [1, 2]);
  for (const factor of [-0.1, 1.1, Number.NaN]) expect(() => smoothLabels(oneHot, factor)).toThrow('factor in [0, 1]');
  expect(() => smoothClassLabels([0, 3], 3, 0.1)).toThrow('Label 3 at position 1 is not one of the 3 classes 0 to 2');
  expect(() => smoothClassLabels([0.5], 3, 0.1)).toThrow('Label 0.5 at position 0');
  expect(() => smoothClassLabels([0], 0, 0.1)).toThrow('number of classes');
  expect(() => smoothLabels(ndArray(Float32Array.of(1), []), 0.1)).toThrow('last axis');
});
