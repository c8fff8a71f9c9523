import { normalCumulative, normalQuantile } from '../../math/normal.js';
import type { Evolution } from './evolution.js';

/** The values that an axis can have, when it is not continuous: `low + step k`. */
export interface Grid {
  readonly axis: number;
  readonly low: number;
  readonly step: number;
  readonly size: number;
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
/** Halfway between a value and the next. */
const limitOf = ({ low, step }: Grid, index: number) => low + (index + 0.5) * step;

/** The place of the nearest value, of two the lower. */
const indexOf = ({ low, step, size }: Grid, value: number) => clamp(Math.ceil((value - low) / step - 0.5), 0, size - 1);

/**
 * Keeps a distribution from settling on one value of an axis: another one always keeps some probability.
 *
 * Source: Hamano, Saito, Nomura and Shirakawa, "CMA-ES with margin", GECCO 2022, arXiv 2205.13482.
 */
export class Margin {
  /** By grid, how much wider the axis is drawn than the distribution is. */
  readonly #stretch: Float64Array;
  readonly #margin: number;

  constructor(
    readonly grids: readonly Grid[],
    readonly evolution: Evolution,
  ) {
    this.#stretch = new Float64Array(grids.length).fill(1);
    this.#margin = 1 / (evolution.mean.length * evolution.strategy.population);
  }

  /** A drawn point with values of the grids. */
  rounded(point: Float64Array): Float64Array {
    const result = point.slice();
    this.grids.forEach((grid, i) => {
      const mean = this.evolution.mean[grid.axis]!;
      const stretched = (point[grid.axis]! - mean) * this.#stretch[i]! + mean;
      result[grid.axis] = grid.low + indexOf(grid, stretched) * grid.step;
    });
    return result;
  }

  /** After each generation. */
  correct(): void {
    this.grids.forEach((grid, i) => {
      const { mean, sigma, covariance } = this.evolution;
      const width = sigma * Math.sqrt(covariance[grid.axis * (mean.length + 1)]!);
      const position = indexOf(grid, mean[grid.axis]!);
      const limits: Limits = {
        low: limitOf(grid, clamp(position - 1, 0, grid.size - 2)),
        high: limitOf(grid, clamp(position, 0, grid.size - 2)),
      };
      const corrected = correctedAxis(mean[grid.axis]!, width, this.#stretch[i]!, limits, this.#margin);
      mean[grid.axis] = corrected.mean;
      this.#stretch[i] = corrected.stretch;
    });
  }
}

/** Of the cell that the mean is in. */
interface Limits {
  readonly low: number;
  readonly high: number;
}

/** A mean and a stretch with which each side of the cell has at least half of the margin. */
function correctedAxis(mean: number, width: number, stretch: number, limits: Limits, margin: number) {
  const scale = width * stretch;
  const below = normalCumulative((limits.low - mean) / scale);
  const above = 1 - normalCumulative((limits.high - mean) / scale);
  // The mean is in an outermost cell, where there is one side only.
  if (Math.max(below, above) > 0.5) {
    if (Math.min(below, above) >= margin) return { mean, stretch };
    const reach = scale * normalQuantile(1 - margin);
    return { mean: limits.high + Math.sign(mean - limits.high) * reach, stretch };
  }
  const [low, high] = sidesOf(below, above, margin).map((share) => normalQuantile(1 - share)) as [number, number];
  return {
    mean: (limits.low * high + limits.high * low) / (low + high),
    stretch: (limits.high - limits.low) / ((low + high) * width),
  };
}

/** Probabilities below and above the cell, raised to half of the margin, and what that takes from the others. */
function sidesOf(below: number, above: number, margin: number): readonly [number, number] {
  const half = margin / 2;
  const [low, high] = [Math.max(below, half), Math.max(above, half)];
  const inside = 1 - (below + above);
  const excess = (1 - low - high - inside) / (low + inside + high - 3 * half);
  const share = (side: number) => clamp(side + excess * (side - half), 1e-10, 0.5 - 1e-10);
  return [share(low), share(high)];
}
