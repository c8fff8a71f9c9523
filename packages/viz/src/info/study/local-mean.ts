/** A place in the unit square with a value; `band` keeps places apart that have no distance, such as categories. */
export interface UnitPoint {
  readonly x: number;
  readonly y: number;
  readonly value: number;
}

/** Beyond so many bandwidths from every point nothing is known. */
const reach = 2;

const widest = 0.15;

/**
 * The mean of values near a place, weighted by a Gaussian of their distance; null where no point is within two bandwidths.
 *
 * m(p) = sum w_i v_i / sum w_i, w_i = exp(-|p - p_i|² / (2 h²)); Nadaraya (1964) and Watson (1964).
 */
export function localMean(points: readonly UnitPoint[], x: number, y: number, bandwidth: number): number | null {
  let [weights, sum, nearest] = [0, 0, Number.POSITIVE_INFINITY];
  const scale = 1 / (2 * bandwidth * bandwidth);
  for (const point of points) {
    const distance = ((point.x - x) ** 2 + (point.y - y) ** 2) * scale;
    const weight = Math.exp(-distance);
    weights += weight;
    sum += weight * point.value;
    nearest = Math.min(nearest, distance);
  }
  return nearest > (reach * reach) / 2 ? null : sum / weights;
}

/** Silverman's bandwidth for points spread evenly over the unit square, sqrt(1/12) n^(-1/6), but at most 0.15. */
export const usualBandwidth = (count: number) => Math.min(widest, Math.sqrt(1 / 12) * count ** (-1 / 6));
