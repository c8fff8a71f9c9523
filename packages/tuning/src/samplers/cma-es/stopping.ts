import type { Evolution } from './evolution.js';

/** Ranges of losses below this say nothing. */
const LEAST_RANGE = 1e-12;

/**
 * Tells when an evolution has nothing more to find.
 *
 * Source: Hansen, "The CMA evolution strategy: a tutorial", arXiv 1604.00772, B.3.
 */
export class Stagnation {
  readonly #ranges: (readonly [least: number, most: number])[] = [];

  constructor(readonly evolution: Evolution) {}

  /** After each generation, with its losses. */
  observe(losses: readonly number[]): void {
    const { dimension, population } = this.evolution.strategy;
    this.#ranges.push([Math.min(...losses), Math.max(...losses)]);
    if (this.#ranges.length > 10 + Math.ceil((30 * dimension) / population)) this.#ranges.shift();
  }

  get isReached(): boolean {
    return this.#isFlat() || this.#isPoint() || this.#isNumericallyDone();
  }

  #isFlat(): boolean {
    const { dimension, population } = this.evolution.strategy;
    if (this.evolution.generation <= 10 + Math.ceil((30 * dimension) / population)) return false;
    const [least, most] = [this.#ranges.map(([low]) => low), this.#ranges.map(([, high]) => high)];
    return Math.max(...most) - Math.min(...least) < LEAST_RANGE;
  }

  #isPoint(): boolean {
    const { evolution } = this;
    const tolerance = 1e-12 * evolution.initialSigma;
    return evolution.mean.every((_, i) => {
      const variance = evolution.covariance[i * (evolution.mean.length + 1)]!;
      return evolution.sigma * variance < tolerance && evolution.sigma * evolution.pathC[i]! < tolerance;
    });
  }

  /** Steps are lost to rounding, or the distribution is degenerate or has burst. */
  #isNumericallyDone(): boolean {
    const { mean, sigma, covariance, eigen, generation } = this.evolution;
    const size = mean.length;
    const lengths = eigen.values.map(Math.sqrt);
    const [shortest, longest] = [Math.min(...lengths), Math.max(...lengths)];
    if (sigma * longest > 1e4 || longest / shortest > 1e14) return true;
    const isStuck = (value: number, change: number) => value === value + change;
    if (mean.some((value, i) => isStuck(value, 0.2 * sigma * Math.sqrt(covariance[i * (size + 1)]!)))) return true;
    const axis = generation % size;
    return mean.every((value, i) => isStuck(value, 0.1 * sigma * lengths[axis]! * eigen.vectors[i * size + axis]!));
  }
}
