import { exp, log as ln } from '../../math/portable.js';
import type { Uniforms } from '../../math/random-state.js';

/** Spread of simulated binary crossover: the larger, the nearer are children to their parents. */
const ETA = 20;

const power = (base: number, exponent: number) => exp(exponent * ln(base));

/** How far a child is from the middle of its parents, as a share of half their distance; with `room` up to the end of the range. */
function spreadOf(u: number, room: number): number {
  const alpha = 2 - power(room, -(ETA + 1));
  return u * alpha > 1 ? power(1 / (2 - u * alpha), 1 / (ETA + 1)) : power(u * alpha, 1 / (ETA + 1));
}

/** Both children of two numbers from 0 to 1. */
function childrenOf(a: number, b: number, u: number): readonly [number, number] {
  const [low, high] = [Math.min(a, b), Math.max(a, b)];
  const distance = Math.max(high - low, 1e-10);
  const [down, up] = [spreadOf(u, 1 + (2 * low) / distance), spreadOf(u, 1 + (2 * (1 - high)) / distance)];
  return [0.5 * (low + high - down * distance), 0.5 * (low + high + up * distance)];
}

/**
 * Simulated binary crossover of points of the unit cube: each number is with even chances one of two children's, which lie about the parents as
 * those of bit strings would, or a parent's.
 *
 * Source: Deb and Agrawal, Complex Systems 9 (1995), with the bounds of Deb and Beyer.
 */
export function simulatedBinary(a: Float64Array, b: Float64Array, draws: Uniforms): Float64Array {
  return a.map((value, i) => {
    const [first, second] = draws.uniform() < 0.5 ? childrenOf(value, b[i]!, draws.uniform()) : [value, b[i]!];
    return draws.uniform() < 0.5 ? first : second;
  });
}
