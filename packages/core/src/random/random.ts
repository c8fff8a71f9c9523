import { GlassboxError } from '../errors.js';
import { naturalLog } from './natural-log.js';
import { threefry2x32 } from './threefry.js';

/** A word that names a stream, or its number: `random(42, 'dropout', 3)`. */
export type StreamLabel = string | number;

/**
 * A seeded source of random numbers: a position in one counter-based stream.
 *
 * The stream is named by a seed and a path of labels, so that adding a use of randomness in one place changes no other. The same
 * seed and path give the same numbers in every engine.
 */
export interface Random {
  /** The two words that key the stream; with a counter they give any element ({@link threefry2x32}). */
  readonly key: readonly [number, number];
  /** An unsigned 32-bit integer. */
  uint32(): number;
  /** A number in [0, 1) with 53 random bits. */
  uniform(): number;
  /** An integer in [0, bound), each equally likely; bound from 1 to 2^32. */
  integer(bound: number): number;
  /** A normal deviate, mean 0, standard deviation 1 (Marsaglia's polar method). */
  normal(): number;
  /** Puts an array in random order in place (Fisher-Yates) and returns it. */
  shuffle<T extends { length: number; [index: number]: unknown }>(array: T): T;
  /** The integers 0 ... size - 1 in random order. */
  permutation(size: number): Uint32Array;
  /** An independent stream, named by further labels. It does not depend on how much of this one was used. */
  fork(...labels: StreamLabel[]): Random;
}

/**
 * Opens a random stream.
 *
 * @param seed any safe integer; two different seeds give unrelated streams. Anything else throws `bad-argument`.
 * @param labels what the stream is for.
 * @example
 * const order = random(42, 'shuffle', epoch).permutation(60_000);
 */
export function random(seed: number, ...labels: StreamLabel[]): Random {
  if (!Number.isSafeInteger(seed)) {
    throw new GlassboxError('bad-argument', `A seed must be a whole number, but ${seed} came. Pass one such as 42.`, {
      details: { seed },
    });
  }
  const root = absorb([seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0], [0]);
  return new ThreefryRandom(absorb(root, labels));
}

/** Folds labels into a key, one Threefry call for each four bytes of a word and one for each number. */
function absorb(key: readonly [number, number], labels: readonly StreamLabel[]): readonly [number, number] {
  const out = new Uint32Array(2);
  let [key0, key1] = key;
  const mix = (low: number, high: number) => {
    threefry2x32(key0, key1, low, high, out);
    [key0, key1] = [out[0]!, out[1]!];
  };
  for (const label of labels) {
    if (typeof label === 'number') mix(label >>> 0, (Math.floor(label / 2 ** 32) << 1) | 1);
    else for (let i = 0; i <= label.length; i++) mix(i < label.length ? label.charCodeAt(i) : 0x10000, 0x80000000);
  }
  return [key0, key1];
}

class ThreefryRandom implements Random {
  #counter = 0;
  #spareNormal: number | undefined;
  readonly #words = new Uint32Array(2);
  #wordsLeft = 0;

  constructor(readonly key: readonly [number, number]) {}

  uint32(): number {
    if (this.#wordsLeft === 0) {
      threefry2x32(this.key[0], this.key[1], this.#counter >>> 0, Math.floor(this.#counter / 2 ** 32), this.#words);
      this.#counter++;
      this.#wordsLeft = 2;
    }
    return this.#words[2 - this.#wordsLeft--]!;
  }

  uniform(): number {
    const high = this.uint32() >>> 5;
    const low = this.uint32() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  integer(bound: number): number {
    if (!(Number.isInteger(bound) && bound >= 1 && bound <= 2 ** 32)) {
      throw new GlassboxError('bad-argument', `integer(bound) takes a whole number from 1 to 2^32, but ${bound} came.`);
    }
    const limit = 2 ** 32 - (2 ** 32 % bound);
    for (;;) {
      const word = this.uint32();
      if (word < limit) return word % bound;
    }
  }

  normal(): number {
    if (this.#spareNormal !== undefined) {
      const spare = this.#spareNormal;
      this.#spareNormal = undefined;
      return spare;
    }
    for (;;) {
      const u = 2 * this.uniform() - 1;
      const v = 2 * this.uniform() - 1;
      const square = u * u + v * v;
      if (square >= 1 || square === 0) continue;
      const scale = Math.sqrt((-2 * naturalLog(square)) / square);
      this.#spareNormal = v * scale;
      return u * scale;
    }
  }

  shuffle<T extends { length: number; [index: number]: unknown }>(array: T): T {
    for (let i = array.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const held = array[i];
      array[i] = array[j];
      array[j] = held;
    }
    return array;
  }

  permutation(size: number): Uint32Array {
    return this.shuffle(Uint32Array.from({ length: size }, (_, i) => i));
  }

  fork(...labels: StreamLabel[]): Random {
    return new ThreefryRandom(absorb(this.key, labels));
  }
}
