import { expect, it } from 'vitest';
import { leb, operationsPerTurn, peakModule } from './module.js';

it('writes numbers as the format does', () => {
  expect([0, 127, 128, 624485].map(leb)).toEqual([[0], [127], [0x80, 1], [0xe5, 0x8e, 0x26]]);
});

it('makes a module that multiplies and adds as often as it says', async () => {
  const { instance } = await WebAssembly.instantiate(peakModule({ chains: 2, unrolled: 3, fused: false }));
  const run = instance.exports.run as (turns: number) => number;
  const after = (start: number, steps: number) => {
    let sum = start;
    for (let i = 0; i < steps; i++) sum = Math.fround(Math.fround(sum * Math.fround(0.999)) + Math.fround(0.001));
    return sum;
  };
  // The chains begin at 3 and 4.
  expect(run(1)).toBeCloseTo(after(3, 3) + after(4, 3), 5);
  expect(run(5)).toBeCloseTo(after(3, 15) + after(4, 15), 5);
});

it('counts four lanes, a product and a sum each', () => {
  expect(operationsPerTurn({ chains: 10, unrolled: 2, fused: false })).toBe(160);
});
