import { fillDropoutMask } from '@glassbox/backends/ops';
import { threefry2x32 } from '@glassbox/core';
import { expect, it } from 'vitest';
import { normals } from '../compare.js';
import { loadKernels } from '../load-kernels.js';

const heap = loadKernels();
const keys: readonly (readonly [number, number])[] = [
  [0, 0],
  [0xdeadbeef, 42],
  [-1, -2],
];

it.each([0, 0.1, 0.2, 0.5, 1 / 3, 0.999])('dropout at rate %f has the mask of the composite, bit for bit', (rate) => {
  for (const key of keys) {
    for (const n of [1, 2, 3, 4, 5, 7, 8, 9, 1023]) {
      heap.reset();
      const x = normals(n, n);
      const mask = new Float32Array(n);
      fillDropoutMask(mask, rate, key);
      const limit = Math.ceil(rate * 2 ** 32);
      const operands = [n, limit, Math.fround(1 / (1 - rate)), ...key] as const;
      const y = heap.fill('dropout', n, heap.put(x), undefined, ...operands);
      // Adding 0 turns -0 into 0.
      expect(Array.from(y, (value) => value + 0)).toEqual(
        Array.from(x, (value, i) => Math.fround(value * mask[i]!) + 0),
      );
      const here = heap.put(x);
      heap.run('dropout', here, here, ...operands);
      expect([...heap.take(here, n)]).toEqual([...y]);
    }
  }
});

it('uniform numbers are the upper bits of the words', () => {
  for (const key of keys) {
    heap.reset();
    const n = 1021;
    const y = heap.fill('fillUniform', n, undefined, n, ...key);
    const words = new Uint32Array(2);
    for (let i = 0; i < n; i++) {
      threefry2x32(key[0], key[1], i >>> 1, 0, words);
      expect(y[i]).toBe((words[i % 2]! >>> 8) * 2 ** -24);
    }
  }
});

it('keeps an element whose word is the limit, and drops it one above', () => {
  const words = new Uint32Array(2);
  for (let block = 0; block < 16; block++) {
    threefry2x32(7, 9, block, 0, words);
    heap.reset();
    const x = heap.put(new Float32Array(32).fill(1));
    const at = (limit: number, i: number) => heap.fill('dropout', 32, x, undefined, 32, limit, 2, 7, 9)[i];
    expect(at(words[0]!, 2 * block)).toBe(2);
    expect(at(words[0]! + 1, 2 * block)).toBe(0);
    expect(at(words[1]!, 2 * block + 1)).toBe(2);
  }
});
