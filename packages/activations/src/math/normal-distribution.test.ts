import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { normalCumulative } from './normal-distribution.js';

const golden = JSON.parse(readFileSync(new URL('../golden/activations.json', import.meta.url), 'utf8')) as {
  points: number[];
  normalCumulative: number[];
};

it('agrees with SciPy to 1e-13 relative, in the far lower tail too', () => {
  golden.points.forEach((x, i) => {
    const expected = golden.normalCumulative[i]!;
    expect(Math.abs(normalCumulative(x) - expected)).toBeLessThanOrEqual(1e-13 * expected);
  });
  expect(normalCumulative(-8)).toBeGreaterThan(0);
  expect([-Infinity, Infinity].map(normalCumulative)).toEqual([0, 1]);
  expect(normalCumulative(Number.NaN)).toBeNaN();
});
