import { random } from '@glassbox/core';
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
  readonly multiplier: number;
  readonly x: Float32Array;
  readonly filter: Float32Array;
  readonly dy: Float32Array;
  readonly offset: number;
}

function makeCase(seed: number): Case {
  const source = random(seed, 'depthwise');
  const g = randomGeometry(source, 2, 35);
  const multiplier = 1 + source.integer(3);
  return {
    g,
    multiplier,
    x: randomValues(source, inputPositions(g) * g.channels),
    filter: randomValues(source, taps(g) * g.channels * multiplier),
    dy: randomValues(source, outputPositions(g) * g.channels * multiplier),
    offset: 4 * source.integer(4),
  };
}

/** All three passes in float64. */
function expected({ g, multiplier, x, filter, dy }: Case) {
  const filters = g.channels * multiplier;
  const y = new Float64Array(dy.length);
  const dx = new Float64Array(x.length);
  const df = new Float64Array(filter.length);
  forEachContact(g, (output, input, tap) => {
    for (let f = 0; f < filters; f++) {
      const at = input * g.channels + Math.floor(f / multiplier);
      y[output * filters + f]! += x[at]! * filter[tap * filters + f]!;
      dx[at]! += dy[output * filters + f]! * filter[tap * filters + f]!;
      df[tap * filters + f]! += dy[output * filters + f]! * x[at]!;
    }
  });
  return { y, dx, df };
}

function actual({ g, multiplier, x, filter, dy, offset }: Case) {
  const room = arena(kernels, offset);
  const geometry = parameters(g, multiplier);
  const [height, width] = g.axes.map((axis) => axis.input) as [number, number];
  const scratch = room.scratch(kernels.call('depthwiseScratchBytes', height, width, g.channels, multiplier));
  const [xAt, filterAt, dyAt] = [room.put(x), room.put(filter), room.put(dy)];
  const [y, dx, df] = [room.room(dy.length), room.room(x.length), room.room(filter.length)];
  kernels.call('depthwiseForward', xAt, filterAt, y, scratch, ...geometry);
  kernels.call('depthwiseInputGradient', dyAt, filterAt, dx, scratch, ...geometry);
  kernels.call('depthwiseFilterGradient', xAt, dyAt, df, scratch, ...geometry);
  return {
    y: room.read(y, dy.length),
    dx: room.read(dx, x.length),
    df: room.read(df, filter.length),
    damage: room.damage(),
  };
}

it('computes all three passes of any geometry and multiplier, and writes nowhere else', () => {
  for (let seed = 0; seed < 120; seed++) {
    const example = makeCase(seed);
    const want = expected(example);
    const got = actual(example);
    const label = `case ${seed}, ${JSON.stringify(example.g)}, multiplier ${example.multiplier}`;
    for (const pass of ['y', 'dx', 'df'] as const)
      expect(relativeError(got[pass], want[pass]), `${pass} of ${label}`).toBeLessThan(1e-5);
    expect(got.damage, `bytes written outside by ${label}`).toBe(0);
  }
});

it('gives the same bits again, wherever the buffers lie', () => {
  const example = makeCase(4);
  expect(actual({ ...example, offset: 12 })).toEqual(actual({ ...example, offset: 0 }));
});
