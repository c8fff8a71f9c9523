import { readFileSync } from 'node:fs';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { memory, setBackend, tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { clipByGlobalNorm } from './clip-by-global-norm.js';
import { clipByNorm } from './clip-by-norm.js';
import { clipByValue } from './clip-by-value.js';

interface Case {
  readonly name: keyof typeof makers;
  readonly option: string;
  readonly limit: number;
  readonly shapes: number[][];
  readonly gradients: number[][];
  readonly clipped: number[][];
}

const makers = { clipByValue, clipByNorm, clipByGlobalNorm };
const { cases }: { cases: Case[] } = JSON.parse(
  readFileSync(new URL('../golden/clipping.json', import.meta.url), 'utf8'),
);

describe.each(['cpu', 'wasm'])('clipping on %s', (backend) => {
  beforeAll(async () => {
    await setBackend(backend);
  });

  it.each(cases)('$name $limit agrees with Keras', ({ name, option, limit, shapes, gradients, clipped }) => {
    const clipping = makers[name](limit);
    const given = gradients.map((values, i) => tensor(values, shapes[i]!));
    const before = memory().numTensors;
    const results = clipping.clip(given);
    expect(memory().numTensors).toBe(before + given.length);
    expect(results.map(({ shape }) => shape)).toEqual(shapes);
    clipped.flat().forEach((expected, i) => {
      expect(results.flatMap((result) => [...result.dataSync()])[i]).toBeCloseTo(expected, 6);
    });
    expect(clipping.config()).toEqual({ [option]: limit });
    for (const each of [...given, ...results]) each.dispose();
  });

  it.each(Object.entries(makers))('%s does not hide NaN, nor what is infinite by norm', (name, make) => {
    tidy(() => {
      const broken = make(1)
        .clip([tensor1d([Number.NaN, 5]), tensor1d([3, 4])])
        .map((g) => g.dataSync());
      expect(broken[0]![0]).toBeNaN();
      expect(Number.isNaN(broken[1]![0]!)).toBe(name === 'clipByGlobalNorm');
      const infinite = make(1)
        .clip([tensor1d([Infinity, 5])])[0]!
        .dataSync();
      expect(infinite[0]).toEqual(name === 'clipByValue' ? 1 : Number.NaN);
    });
  });

  it('takes no gradients at all', () => {
    for (const make of Object.values(makers)) expect(make(1).clip([])).toEqual([]);
  });
});

it('refuses a limit that is not above 0', () => {
  for (const make of Object.values(makers)) {
    for (const limit of [0, -1, Number.NaN, Infinity]) expect(() => make(limit)).toThrow(/finite number above 0, but/);
  }
});
