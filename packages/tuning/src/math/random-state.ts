import { requireArgument } from '@glassbox/core';

const SIZE = 624;
const SHIFT = 397;

/** What a sampler draws from. */
export interface Uniforms {
  /** A number in [0, 1) with 53 random bits. */
  uniform(): number;
}

/**
 * The generator of numpy's `RandomState(seed)`: the Mersenne Twister MT19937, seeded by Knuth's recurrence.
 *
 * It is here so that decisions can be compared with Optuna's, draw by draw. Source: Matsumoto and Nishimura, ACM TOMACS 8 (1998).
 */
export class RandomState implements Uniforms {
  readonly #words = new Uint32Array(SIZE);
  #position = SIZE;

  /** @param seed a whole number in [0, 2^32). */
  constructor(seed: number) {
    requireArgument(
      Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32,
      `A seed as numpy takes it is a whole number from 0 to 2^32 - 1, but ${seed} came.`,
    );
    const words = this.#words;
    words[0] = seed;
    for (let i = 1; i < SIZE; i++) {
      const previous = words[i - 1]! ^ (words[i - 1]! >>> 30);
      words[i] = Math.imul(1812433253, previous) + i;
    }
  }

  /** 32 random bits. */
  uint32(): number {
    if (this.#position === SIZE) this.#refill();
    let word = this.#words[this.#position++]!;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  }

  uniform(): number {
    const high = this.uint32() >>> 5;
    const low = this.uint32() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  #refill(): void {
    const words = this.#words;
    for (let i = 0; i < SIZE; i++) {
      const joined = (words[i]! & 0x80000000) | (words[(i + 1) % SIZE]! & 0x7fffffff);
      words[i] = words[(i + SHIFT) % SIZE]! ^ (joined >>> 1) ^ (joined & 1 ? 0x9908b0df : 0);
    }
    this.#position = 0;
  }
}
