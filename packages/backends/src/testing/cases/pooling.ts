import type { Tensor3D, Tensor4D, Tensor5D } from '@tensorflow/tfjs-core';
import {
  averagePool1d,
  averagePool3d,
  globalAveragePool,
  globalMaxPool,
  maxPool1d,
  maxPool3d,
  type Padding,
  repeatElements,
  upsampleBilinear,
} from '../../ops/index.js';
import type { Values } from '../check.js';
import type { OpCase } from '../op-case.js';
import { pool } from '../reference/any-rank.js';
import * as rows from '../reference/rows.js';
import { randomValues, valuesOf } from '../values.js';

const pools1d = { maxPool1d, averagePool1d };
const pools3d = { maxPool3d, averagePool3d };
const largest = (seen: readonly number[]) => Math.max(...seen);
const negative = (name: string, shape: readonly number[]) => randomValues(name, shape, -3, -1);
const sequence = randomValues('pooled sequence', [2, 7, 2]);
const volume = randomValues('pooled volume', [1, 4, 5, 3, 2]);

function pool1dCase(
  kind: keyof typeof pools1d,
  name: string,
  x: Values,
  poolSize: number,
  strides: number,
  padding: Padding,
): OpCase {
  return {
    name: `${kind}, ${name}`,
    inputs: [x],
    compute: (input) => pools1d[kind](input as Tensor3D, { poolSize, strides, padding }),
    reference: (input) =>
      pool(input, [poolSize], { strides: [strides], padding }, kind === 'maxPool1d' ? largest : rows.mean),
  };
}

type Three = readonly [number, number, number];

function pool3dCase(
  kind: keyof typeof pools3d,
  name: string,
  x: Values,
  poolSize: Three,
  strides: Three,
  padding: Padding,
): OpCase {
  return {
    name: `${kind}, ${name}`,
    inputs: [x],
    compute: (input) => pools3d[kind](input as Tensor5D, { poolSize, strides, padding }),
    reference: (input) => pool(input, poolSize, { strides, padding }, kind === 'maxPool3d' ? largest : rows.mean),
  };
}

function globalCase(name: string, op: typeof globalMaxPool, x: Values): OpCase {
  const places = x.shape.slice(1, -1);
  return {
    name,
    inputs: [x],
    compute: (input) => op(input),
    reference: (input) => {
      const windowing = { strides: places.map(() => 1), padding: 'valid' } as const;
      const { shape, data } = pool(input, places, windowing, op === globalMaxPool ? largest : rows.mean);
      return { shape: [shape[0]!, shape.at(-1)!], data };
    },
  };
}

/** Nearest enlargement of `[batch, height, width, c]` along the height. */
function repeated({ shape, data }: Values, times: number): Values {
  const [batch, height, width, channels] = shape as [number, number, number, number];
  const row = width * channels;
  return valuesOf([batch, height * times, width, channels], (i) => {
    const line = Math.floor(i / row);
    return data[Math.floor(line / times) * row + (i % row)]!;
  });
}

/** The value between pixels, by the distances of the centres; constant beyond the outermost. */
function bilinear({ shape, data }: Values, factors: readonly [number, number]): Values {
  const [batch, height, width, channels] = shape as [number, number, number, number];
  const clamp = (value: number, size: number) => Math.min(size - 1, Math.max(0, value));
  const [newHeight, newWidth] = [height * factors[0], width * factors[1]];
  return valuesOf([batch, newHeight, newWidth, channels], (i) => {
    const channel = i % channels;
    const place = Math.floor(i / channels);
    const sample = Math.floor(place / (newHeight * newWidth));
    const at = (row: number, column: number) =>
      data[((sample * height + clamp(row, height)) * width + clamp(column, width)) * channels + channel]!;
    const down = ((Math.floor(place / newWidth) % newHeight) + 0.5) / factors[0] - 0.5;
    const across = ((place % newWidth) + 0.5) / factors[1] - 0.5;
    const [row, column] = [Math.floor(down), Math.floor(across)];
    const [low, right] = [down - row, across - column];
    const upper = at(row, column) * (1 - right) + at(row, column + 1) * right;
    return upper * (1 - low) + (at(row + 1, column) * (1 - right) + at(row + 1, column + 1) * right) * low;
  });
}

/** Pooling of sequences and volumes, over everything, and its reverse, enlargement: values and gradients. */
export const poolingCases: readonly OpCase[] = [
  pool1dCase('maxPool1d', 'same, overlapping', sequence, 3, 2, 'same'),
  pool1dCase('maxPool1d', 'of negative values', negative('pooled depths', [2, 6, 2]), 2, 2, 'valid'),
  pool1dCase('averagePool1d', 'same', sequence, 3, 2, 'same'),
  pool3dCase('maxPool3d', 'valid', volume, [2, 2, 2], [2, 2, 2], 'valid'),
  pool3dCase(
    'maxPool3d',
    'of negative values, same',
    negative('deep volume', [1, 3, 4, 3, 2]),
    [2, 3, 2],
    [1, 2, 2],
    'same',
  ),
  pool3dCase('averagePool3d', 'valid', volume, [2, 3, 1], [1, 2, 1], 'valid'),
  pool3dCase('averagePool3d', 'same', volume, [3, 2, 2], [2, 2, 1], 'same'),
  globalCase('globalMaxPool, of negative sequences', globalMaxPool, negative('negative sequence', [2, 5, 3])),
  globalCase('globalMaxPool, of volumes', globalMaxPool, volume),
  globalCase('globalAveragePool, of sequences', globalAveragePool, sequence),
  globalCase('globalAveragePool, of volumes', globalAveragePool, volume),
  {
    name: 'repeatElements',
    inputs: [randomValues('repeated', [2, 3, 2, 2])],
    compute: (x) => repeatElements(x, 1, 3),
    reference: (x) => repeated(x, 3),
  },
  {
    name: 'upsampleBilinear',
    inputs: [randomValues('enlarged', [2, 3, 4, 2])],
    compute: (x) => upsampleBilinear(x as Tensor4D, [2, 3]),
    reference: (x) => bilinear(x, [2, 3]),
  },
];
