import { expect, it } from 'vitest';
import { blobs, circles, moons, spirals, xor } from './synthetic.js';

it.each([
  ['moons', moons, 2],
  ['circles', circles, 2],
  ['spirals', spirals, 2],
  ['blobs', blobs, 3],
  ['xor', xor, 2],
] as const)('%s is balanced, and the same for the same seed (seeds 1 and 2)', (_, make, classes) => {
  const data = make({ size: 60, seed: 1 });
  expect(data.classCounts()).toEqual(new Array(classes).fill(60 / classes));
  expect(data.toArrays()).toEqual(make({ size: 60, seed: 1 }).toArrays());
  expect(data.toArrays()).not.toEqual(make({ size: 60, seed: 2 }).toArrays());
});

it('xor has one class in opposite squares', () => {
  for (const { input, target } of xor({ size: 200, noise: 0, seed: 4 })) {
    expect(Number(input[0]! * input[1]! > 0)).toBe(target![0] === 0 ? 1 : 0);
  }
});

it('refuses sizes, noise and classes that make no set', () => {
  expect(() => moons({ size: 0 })).toThrow(/moons takes a whole size above 0, but 0/);
  expect(() => moons({ noise: -1 })).toThrow(/noise of at least 0, but -1/);
  expect(() => blobs({ classes: 1 })).toThrow(/2 or more classes, but 1/);
});
