import { describe, expect, it } from 'vitest';
import { naturalLog } from './natural-log.js';
import { random } from './random.js';
import { threefry2x32 } from './threefry.js';

describe('threefry2x32', () => {
  // Known answers published with Random123 (kat_vectors, threefry2x32 20).
  it.each([
    [
      [0, 0],
      [0, 0],
      [0x6b200159, 0x99ba4efe],
    ],
    [
      [0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x1cb996fc, 0xbb002be7],
    ],
    [
      [0x13198a2e, 0x03707344],
      [0x243f6a88, 0x85a308d3],
      [0xc4923a9c, 0x483df7a0],
    ],
  ])('agrees with the published vectors (key %o)', (key, counter, expected) => {
    const out = new Uint32Array(2);
    threefry2x32(key[0]!, key[1]!, counter[0]!, counter[1]!, out);
    expect([...out]).toEqual(expected);
  });
});

describe('naturalLog', () => {
  it('is within 1e-15 of the true logarithm from the smallest number to the largest', () => {
    for (let exponent = -1070; exponent < 1023; exponent += 3) {
      const x = (1 + ((exponent * 0.618) % 1) ** 2) * 2 ** exponent;
      expect(Math.abs(naturalLog(x) - Math.log(x))).toBeLessThanOrEqual(2e-15 * Math.max(1, Math.abs(Math.log(x))));
    }
    expect(naturalLog(1)).toBe(0);
  });
});

describe('random', () => {
  it('gives the same numbers for the same seed and path, and others for any other', () => {
    const draw = (...args: Parameters<typeof random>) => random(...args).uint32();
    expect(draw(42, 'dropout', 1)).toBe(draw(42, 'dropout', 1));
    const draws = [
      draw(42),
      draw(43),
      draw(42, 'a'),
      draw(42, 'b'),
      draw(42, 'a', 0),
      draw(42, 'ab'),
      draw(42, 1),
      draw(-42),
      draw(2 ** 33 + 42),
    ];
    expect(new Set(draws).size).toBe(draws.length);
  });

  it('forks into the stream that the full path names, however much was drawn before', () => {
    const parent = random(7, 'model');
    parent.normal();
    expect(parent.fork('layer', 2).uint32()).toBe(random(7, 'model', 'layer', 2).uint32());
  });

  it('draws uniforms and normals with the right moments (seed 1)', () => {
    const source = random(1);
    const count = 200_000;
    const moments = (draw: () => number) => {
      let [sum, squares] = [0, 0];
      for (let i = 0; i < count; i++) {
        const x = draw();
        sum += x;
        squares += x * x;
      }
      return { mean: sum / count, variance: squares / count - (sum / count) ** 2 };
    };
    const uniform = moments(() => source.uniform());
    expect(uniform.mean).toBeCloseTo(0.5, 2);
    expect(uniform.variance).toBeCloseTo(1 / 12, 3);
    const normal = moments(() => source.normal());
    expect(Math.abs(normal.mean)).toBeLessThan(0.01);
    expect(normal.variance).toBeCloseTo(1, 1);
  });

  it('draws integers evenly and permutes without loss (seed 3)', () => {
    const source = random(3);
    const counts = new Array<number>(6).fill(0);
    for (let i = 0; i < 60_000; i++) counts[source.integer(6)]!++;
    const chiSquare = counts.reduce((sum, n) => sum + (n - 10_000) ** 2 / 10_000, 0);
    expect(chiSquare).toBeLessThan(20.5); // 5 degrees of freedom, p = 0.001
    expect([...source.permutation(1000)].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
  });

  it('refuses seeds and bounds that are no whole numbers', () => {
    expect(() => random(0.5)).toThrow(/whole number, but 0.5/);
    expect(() => random(1).integer(0)).toThrow(/from 1 to 2\^32/);
  });
});
