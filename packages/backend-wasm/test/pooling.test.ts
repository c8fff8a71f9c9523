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
} from './windows.js';

let kernels: Kernels;
beforeAll(async () => {
  kernels = await loadKernels();
});

interface Case {
  readonly g: Geometry;
  readonly x: Float32Array;
  readonly dy: Float32Array;
}

/** Values in steps of 1/4 from -2 to 0: many ties, and no window with a positive element. */
const ties = (source: Random, count: number) => Float32Array.from({ length: count }, () => source.integer(9) / 4 - 2);

/** Whether each window holds an element of the image. */
function isCovered(g: Geometry): boolean {
  const seen = new Set<number>();
  forEachContact(g, (output) => seen.add(output));
  return seen.size === outputPositions(g);
}

function makeCase(seed: number, dimensions: number): Case {
  const source = random(seed, 'pooling', dimensions);
  let g = randomGeometry(source, dimensions, 21);
  while (!isCovered(g)) g = randomGeometry(source, dimensions, 21);
  const dy = randomValues(source, outputPositions(g) * g.channels);
  return { g, x: ties(source, inputPositions(g) * g.channels), dy };
}

function expectedMax({ g, x, dy }: Case) {
  const y = new Float64Array(dy.length).fill(Number.NEGATIVE_INFINITY);
  const winners = new Int32Array(dy.length);
  forEachContact(g, (output, input) => {
    for (let c = 0; c < g.channels; c++) {
      const [from, to] = [input * g.channels + c, output * g.channels + c];
      if (x[from]! > y[to]!) {
        y[to] = x[from]!;
        winners[to] = from;
      }
    }
  });
  const dx = new Float64Array(x.length);
  winners.forEach((winner, i) => {
    dx[winner]! += dy[i]!;
  });
  return { y, dx };
}

function expectedAverage({ g, x, dy }: Case) {
  const y = new Float64Array(dy.length);
  const dx = new Float64Array(x.length);
  const counts = new Int32Array(dy.length);
  forEachContact(g, (output) => {
    counts[output]! += 1;
  });
  forEachContact(g, (output, input) => {
    for (let c = 0; c < g.channels; c++) {
      y[output * g.channels + c]! += x[input * g.channels + c]! / counts[output]!;
      dx[input * g.channels + c]! += dy[output * g.channels + c]! / counts[output]!;
    }
  });
  return { y, dx };
}

function actual(kind: 'max' | 'average', { g, x, dy }: Case, offset = 0) {
  const room = arena(kernels, offset);
  const geometry = parameters(g);
  const [xAt, dyAt, y, dx] = [room.put(x), room.put(dy), room.room(dy.length), room.room(x.length)];
  const name = `${kind}Pool${g.axes.length}d`;
  kernels.call(`${name}Forward`, xAt, y, ...geometry);
  if (kind === 'max') kernels.call(`${name}Gradient`, dyAt, xAt, y, dx, ...geometry);
  else kernels.call(`${name}Gradient`, dyAt, dx, ...geometry);
  return { y: room.read(y, dy.length), dx: room.read(dx, x.length), damage: room.damage() };
}

it.each([
  ['max', 2],
  ['max', 3],
  ['average', 2],
  ['average', 3],
] as const)('computes %s pooling of any geometry in %d dimensions, and writes nowhere else', (kind, dimensions) => {
  for (let seed = 0; seed < (dimensions === 2 ? 120 : 40); seed++) {
    const example = makeCase(seed, dimensions);
    const want = kind === 'max' ? expectedMax(example) : expectedAverage(example);
    const got = actual(kind, example, 4 * (seed % 4));
    const label = `case ${seed}, ${JSON.stringify(example.g)}`;
    expect(relativeError(got.y, want.y), `y of ${label}`).toBeLessThan(1e-5);
    expect(relativeError(got.dx, want.dx), `dx of ${label}`).toBeLessThan(1e-5);
    expect(got.damage, `bytes written outside by ${label}`).toBe(0);
  }
});

const axis = { input: 2, output: 1, kernel: 2, stride: 2, dilation: 1, before: 0 };
const single = (x: readonly number[], channels: number): Case => ({
  g: { batch: 1, channels, axes: [axis, axis] },
  x: Float32Array.from(x.flatMap((value) => new Array<number>(channels).fill(value))),
  dy: new Float32Array(channels).fill(7),
});

// One channel takes the scalar path, four the vectors.
it.each([1, 4])('keeps a value that is not a number, and infinities (%d channels)', (channels) => {
  expect([...actual('max', single([1, Number.NaN, 3, 2], channels)).y]).toEqual(new Array(channels).fill(Number.NaN));
  const lowest = actual('max', single(new Array<number>(4).fill(Number.NEGATIVE_INFINITY), channels));
  expect([...lowest.y]).toEqual(new Array(channels).fill(Number.NEGATIVE_INFINITY));
  expect([...lowest.dx]).toEqual([7, 0, 0, 0].flatMap((value) => new Array<number>(channels).fill(value)));
});
