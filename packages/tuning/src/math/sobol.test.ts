import { readFileSync } from 'node:fs';
import { random } from '@glassbox/core';
import { describe, expect, it } from 'vitest';
import { SOBOL_AXES, Sobol } from './sobol.js';

const golden = JSON.parse(readFileSync(new URL('golden/sobol.json', import.meta.url), 'utf8')) as Record<
  'first' | 'late',
  readonly (readonly number[])[]
>;

describe('the Sobol sequence', () => {
  it('is that of SciPy, point by point', () => {
    const sobol = new Sobol(SOBOL_AXES);
    golden.first.forEach((point, i) => {
      expect([...sobol.point(i)], `point ${i}`).toEqual(point);
    });
    const few = new Sobol(8);
    golden.late.forEach((point, i) => {
      expect([...few.point(4095 + i)], `point ${4095 + i}`).toEqual(point);
    });
  });

  it('is scrambled by a seed so that each stretch of 2^k points still has one in each 2^k-th of every axis', () => {
    const sobol = new Sobol(SOBOL_AXES, random(3, 'sobol'));
    for (const count of [16, 256]) {
      for (const from of [0, count]) {
        const points = Array.from({ length: count }, (_, i) => sobol.point(from + i));
        for (let axis = 0; axis < SOBOL_AXES; axis++) {
          expect(new Set(points.map((point) => Math.floor(point[axis]! * count))).size).toBe(count);
        }
      }
    }
    const [same, other] = [3, 4].map((seed) => new Sobol(SOBOL_AXES, random(seed, 'sobol')).point(5));
    expect(same).toEqual(sobol.point(5));
    expect(other).not.toEqual(same);
  });

  it('refuses axes that it has no numbers for', () => {
    expect(() => new Sobol(65)).toThrow(/1 to 64 axes/);
    expect(() => new Sobol(0)).toThrow(/0 were asked for/);
  });
});
