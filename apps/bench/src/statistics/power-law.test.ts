import { expect, it } from 'vitest';
import { fitPowerLaw } from './power-law.js';

it('finds the law that points lie on', () => {
  const law = fitPowerLaw([8, 32, 128, 512].map((x) => [x, 3 * x ** 1.25] as const));
  expect(law.exponent).toBeCloseTo(1.25, 12);
  expect(law.factor).toBeCloseTo(3, 12);
  expect(law.rSquared).toBeCloseTo(1, 12);
});

it('finds a constant', () => {
  expect(fitPowerLaw([1, 2, 4].map((x) => [x, 7] as const))).toMatchObject({ exponent: 0, rSquared: 1 });
});

it('says how badly points fit', () => {
  const law = fitPowerLaw([
    [1, 1],
    [2, 8],
    [4, 1],
    [8, 8],
  ]);
  expect(law.exponent).toBeCloseTo(0.6, 6);
  expect(law.rSquared).toBeCloseTo(0.2, 6);
});

it('has no exponent where x does not change', () => {
  expect(
    fitPowerLaw([
      [2, 1],
      [2, 3],
    ] as const).exponent,
  ).toBeNaN();
});
