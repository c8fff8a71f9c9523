import { type Random, random } from '@glassbox/core';
import { beforeAll, expect, it } from 'vitest';
import { arena } from './arena.js';
import { type Kernels, loadKernels } from './load-module.js';
import {
  forEachContact,
  type Geometry,
  inputPositions,
  outputPositions,
  parameters,
  randomGeometry,
  randomValues,
  relativeError,
  taps,
} from './windows.js';

let kernels: Kernels;
beforeAll(async () => {
  kernels = await loadKernels();
});

interface Case {
  readonly g: Geometry;
  readonly filters: number;
  readonly x: Float32Array;
  readonly filter: Float32Array;
  readonly bias: Float32Array;
  readonly dy: Float32Array;
  /** Bytes that buffers are off alignment. */
  readonly offset: number;
}

function randomCase(seed: number, dimensions: number): Case {
  const source = random(seed, 'convolution', dimensions);
  return makeCase(source, randomGeometry(source, dimensions, 35), 1 + source.integer(35));
}

function makeCase(source: Random, g: Geometry, filters: number): Case {
  return {
    g,
    filters,
    x: randomValues(source, inputPositions(g) * g.channels),
    filter: randomValues(source, taps(g) * g.channels * filters),
    bias: randomValues(source, filters),
    dy: randomValues(source, outputPositions(g) * filters),
    offset: 4 * source.integer(4),
  };
}

/** All three passes in float64. */
function expected({ g, filters, x, filter, bias, dy }: Case) {
  const y = Float64Array.from(dy, (_, i) => bias[i % filters]!);
  const dx = new Float64Array(x.length);
  const df = new Float64Array(filter.length);
  const dBias = new Float64Array(filters);
  forEachContact(g, (output, input, tap) => {
    for (let c = 0; c < g.channels; c++) {
      const at = input * g.channels + c;
      const row = (tap * g.channels + c) * filters;
      for (let f = 0; f < filters; f++) {
        y[output * filters + f]! += x[at]! * filter[row + f]!;
        dx[at]! += dy[output * filters + f]! * filter[row + f]!;
        df[row + f]! += dy[output * filters + f]! * x[at]!;
      }
    }
  });
  dy.forEach((value, i) => {
    dBias[i % filters]! += value;
  });
  return { y, dx, df, dBias };
}

function actual({ g, filters, x, filter, bias, dy, offset }: Case, activation = 0) {
  const room = arena(kernels, offset);
  const geometry = parameters(g, filters);
  const [xAt, filterAt, biasAt, dyAt] = [room.put(x), room.put(filter), room.put(bias), room.put(dy)];
  const [y, dx, df, dBias] = [room.room(dy.length), room.room(x.length), room.room(filter.length), room.room(filters)];
  const run = (pass: string, operands: readonly number[], ...options: number[]) => {
    const name = `conv${g.axes.length}d${pass}`;
    const scratch = room.scratch(kernels.call(`${name}ScratchBytes`, ...geometry));
    kernels.call(name, ...operands, scratch, ...options, ...geometry);
  };
  run('Forward', [xAt, filterAt, biasAt, y], activation);
  run('InputGradient', [dyAt, filterAt, dx]);
  const rows = filter.length / filters;
  const half = 4 * Math.floor(rows / 8);
  run('FilterGradient', [xAt, dyAt, df, dBias], half, rows);
  run('FilterGradient', [xAt, dyAt, df, 0], 0, half);
  return {
    y: room.read(y, dy.length),
    dx: room.read(dx, x.length),
    df: room.read(df, filter.length),
    dBias: room.read(dBias, filters),
    damage: room.damage(),
  };
}

function expectEqualPasses(example: Case, label: string) {
  const want = expected(example);
  const got = actual(example);
  for (const pass of ['y', 'dx', 'df', 'dBias'] as const)
    expect(relativeError(got[pass], want[pass]), `${pass} of ${label}`).toBeLessThan(1e-5);
  expect(got.damage, `bytes written outside by ${label}`).toBe(0);
}

it.each([
  [2, 80],
  [3, 40],
])('computes all three passes of any geometry of %d dimensions, and writes nowhere else', (dimensions, cases) => {
  for (let seed = 0; seed < cases; seed++) {
    const example = randomCase(seed, dimensions);
    expectEqualPasses(example, `case ${seed}, ${JSON.stringify(example.g)}, ${example.filters} filters`);
  }
});

const axis = (input: number, output: number, kernel: number, stride = 1, dilation = 1, before = 0) => ({
  input,
  output,
  kernel,
  stride,
  dilation,
  before,
});

it.each<[string, Geometry, number]>([
  ['many positions of few channels', { batch: 2, channels: 1, axes: [axis(40, 38, 3), axis(40, 38, 3)] }, 16],
  ['more images than one group', { batch: 70, channels: 5, axes: [axis(4, 2, 3), axis(4, 2, 3)] }, 9],
  ['a padded group cut short', { batch: 9, channels: 3, axes: [axis(5, 5, 3, 1, 1, 1), axis(5, 5, 3, 1, 1, 1)] }, 4],
  ['a window as large as the image', { batch: 3, channels: 2, axes: [axis(6, 1, 6), axis(7, 1, 7)] }, 3],
  [
    'strides that share a factor with dilations',
    { batch: 2, channels: 6, axes: [axis(23, 9, 3, 2, 4), axis(26, 5, 3, 6, 4, 3)] },
    8,
  ],
  ['strides longer than the window', { batch: 2, channels: 3, axes: [axis(11, 3, 2, 4), axis(3, 1, 1, 5)] }, 2],
])('computes %s', (label, g, filters) => {
  expectEqualPasses(makeCase(random(1, label), g, filters), label);
});

it('goes without a bias, and rectifies', () => {
  const example = randomCase(3, 2);
  const want = expected(example).y;
  expect(
    relativeError(
      actual(example, 1).y,
      want.map((value) => Math.max(0, value)),
    ),
  ).toBeLessThan(1e-5);
  const { g, filters, x, filter, dy } = example;
  const room = arena(kernels);
  const y = room.room(dy.length);
  const geometry = parameters(g, filters);
  const scratch = room.scratch(kernels.call('conv2dForwardScratchBytes', ...geometry));
  kernels.call('conv2dForward', room.put(x), room.put(filter), 0, y, scratch, 0, ...geometry);
  const plain = want.map((value, i) => value - example.bias[i % filters]!);
  expect(relativeError(room.read(y, dy.length), plain)).toBeLessThan(1e-5);
});

it('gives the same bits again, wherever the buffers lie and after the memory has grown', () => {
  const example = randomCase(5, 2);
  const first = actual({ ...example, offset: 0 });
  kernels.memory.grow(1);
  expect(actual({ ...example, offset: 12 })).toEqual(first);
});
