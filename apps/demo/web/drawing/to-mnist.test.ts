import { expect, it } from 'vitest';
import { toMnist } from './to-mnist.js';

/** A pad with a filled rectangle. */
function rectangle(width: number, height: number, left: number, top: number, wide: number, high: number) {
  const data = new Float32Array(width * height);
  for (let y = top; y < top + high; y++) data.fill(1, y * width + left, y * width + left + wide);
  return { data, width, height };
}

it('gives nothing for an empty pad', () => {
  expect(toMnist({ data: new Float32Array(100), width: 10, height: 10 })).toBeUndefined();
});

it('scales into 20 x 20 with its proportions and sets it in the middle, wherever it was drawn', () => {
  const image = toMnist(rectangle(280, 280, 10, 20, 40, 200))!;
  const inked = [...image.keys()].filter((i) => image[i]! > 0.5);
  const columns = inked.map((i) => i % 28);
  const rows = inked.map((i) => Math.floor(i / 28));
  expect([Math.min(...rows), Math.max(...rows)]).toEqual([4, 23]);
  expect([Math.min(...columns), Math.max(...columns)]).toEqual([12, 15]);
  expect(toMnist(rectangle(280, 280, 200, 70, 40, 200))).toEqual(image);
});

it('keeps the share of ink in every pixel: edges are grey', () => {
  const stripes = rectangle(200, 200, 0, 0, 200, 200);
  stripes.data.forEach((_, i) => {
    stripes.data[i] = i % 2;
  });
  const image = toMnist(stripes)!;
  expect(Math.max(...image)).toBeLessThan(0.6);
  expect(image[14 * 28 + 14]).toBeCloseTo(0.5, 1);
});

it('centres by mass, not by extent', () => {
  const heavyBelow = rectangle(100, 100, 40, 0, 4, 100);
  for (let y = 80; y < 100; y++) heavyBelow.data.fill(1, y * 100 + 32, y * 100 + 52);
  const image = toMnist(heavyBelow)!;
  let [mass, height] = [0, 0];
  image.forEach((value, i) => {
    mass += value;
    height += value * (Math.floor(i / 28) + 0.5);
  });
  expect(Math.abs(height / mass - 14)).toBeLessThan(0.6); // by extent it would be at 17.6
});
