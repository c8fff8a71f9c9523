import { type Random, requireArgument } from '@glassbox/core';
import { DIRECTIONS } from './sobol-directions.js';

/** Axes that there are numbers for. */
export const SOBOL_AXES = 64;
const BITS = 32;

/** Whether the number of set bits is odd. */
function parity(word: number): number {
  let rest = word ^ (word >>> 16);
  rest ^= rest >>> 8;
  rest ^= rest >>> 4;
  return (0x6996 >>> (rest & 15)) & 1;
}

/** The direction numbers of all axes; of the first, they are the bits themselves. */
function directionNumbers(): Uint32Array[] {
  const first = Uint32Array.from({ length: BITS }, (_, bit) => 2 ** (BITS - 1 - bit));
  return [first, ...DIRECTIONS.split(';').map((axis) => directionsOf(axis.split(' ').map(Number)))];
}

/** By the recurrence of the polynomial. */
function directionsOf([inner, ...initial]: number[]): Uint32Array {
  const degree = initial.length;
  const directions = new Uint32Array(BITS);
  for (let bit = 0; bit < BITS; bit++) {
    if (bit < degree) {
      directions[bit] = initial[bit]! * 2 ** (BITS - 1 - bit);
      continue;
    }
    const before = directions[bit - degree]!;
    let next = before ^ (before >>> degree);
    for (let k = 1; k < degree; k++) if ((inner! >>> (degree - 1 - k)) & 1) next ^= directions[bit - k]!;
    directions[bit] = next;
  }
  return directions;
}

/** Multiplies direction numbers by a random lower triangular matrix of bits whose diagonal is 1. */
function scrambled(directions: Uint32Array, draws: Random | undefined): Uint32Array {
  if (!draws) return directions;
  const rows = Uint32Array.from({ length: BITS }, (_, row) => {
    const diagonal = 2 ** (BITS - 1 - row);
    return ((draws.uint32() & ~(2 * diagonal - 1)) | diagonal) >>> 0;
  });
  return directions.map((word) => {
    let product = 0;
    rows.forEach((row, i) => {
      product |= parity(row & word) << (BITS - 1 - i);
    });
    return product;
  });
}

let table: readonly Uint32Array[] | undefined;

/**
 * Points that fill the unit cube evenly, in the order of Gray's code.
 *
 * Sources: Sobol, USSR Comput. Math. 7 (1967); Bratley and Fox, ACM TOMS 14 (1988); the scramble, a random matrix and a random shift of the bits,
 * by Matoušek, J. Complexity 14 (1998).
 */
export class Sobol {
  readonly #directions: readonly Uint32Array[];
  readonly #shift: Uint32Array;

  /**
   * @param axes from 1 to 64.
   * @param draws for the scramble. Default: none, so that the first point is 0.
   */
  constructor(axes: number, draws?: Random) {
    requireArgument(
      Number.isInteger(axes) && axes >= 1 && axes <= SOBOL_AXES,
      `Sobol's sequence has 1 to ${SOBOL_AXES} axes here, but ${axes} were asked for.`,
    );
    table ??= directionNumbers();
    const own = table.slice(0, axes);
    // A stream for each axis, so that they stay the same where axes are added.
    const streams = own.map((_, axis) => draws?.fork(axis));
    this.#directions = own.map((directions, axis) => scrambled(directions, streams[axis]));
    this.#shift = Uint32Array.from(streams, (stream) => stream?.uint32() ?? 0);
  }

  /** Point `index`, from 0 to 2^32 - 1; each number in [0, 1). */
  point(index: number): Float64Array {
    const code = (index ^ (index >>> 1)) >>> 0;
    return Float64Array.from(this.#directions, (directions, axis) => {
      let word = this.#shift[axis]!;
      for (let bit = 0, rest = code; rest !== 0; bit++, rest >>>= 1) if (rest & 1) word ^= directions[bit]!;
      return (word >>> 0) / 2 ** BITS;
    });
  }
}
