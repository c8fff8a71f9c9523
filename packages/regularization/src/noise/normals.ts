import { naturalLog, threefry2x32 } from '@glassbox/core';

/**
 * Fills an array with normal deviates of mean 0 and standard deviation 1.
 *
 * Pair i depends on the key and i alone: Marsaglia's polar method on the words of Threefry block (i, attempt). It uses only operations
 * that IEEE 754 fixes, so every engine gives the same numbers.
 */
export function fillNormals(out: Float32Array, key: readonly [number, number]): void {
  const words = new Uint32Array(2);
  for (let i = 0; i < out.length; i += 2) {
    for (let attempt = 0; ; attempt++) {
      threefry2x32(key[0], key[1], i >>> 1, attempt, words);
      const u = (words[0]! + 0.5) / 2 ** 31 - 1;
      const v = (words[1]! + 0.5) / 2 ** 31 - 1;
      const square = u * u + v * v;
      if (square >= 1) continue;
      const scale = Math.sqrt((-2 * naturalLog(square)) / square);
      out[i] = u * scale;
      if (i + 1 < out.length) out[i + 1] = v * scale;
      break;
    }
  }
}
