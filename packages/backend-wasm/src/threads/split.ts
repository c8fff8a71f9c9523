import { MOST_CALLS } from './job-board.js';

/** What a kernel works through, so that it can be cut into parts that run at the same time. */
export interface Work {
  /** Rows, samples or elements, each computed from what no other writes. */
  readonly extent: number;
  /** Parts begin at multiples of this, as tiles and vectors do. Default 1. */
  readonly unit?: number;
  /** About how many multiply-adds, or what takes as long, there are in all. */
  readonly cost: number;
}

/** A stretch of the items of a {@link Work}. */
export interface Stretch {
  readonly start: number;
  readonly count: number;
}

/** Least cost of a part: some 15 µs, several times what it takes to hand one to a thread that is awake. */
export const LEAST_COST = 2 ** 18;

/** Parts for each thread, so that one that comes late leaves some to the others. */
const SHARES = 2;

/** Cuts work into stretches of about one size for so many threads, or leaves it whole where it is too little to be worth it. */
export function split({ extent, unit = 1, cost }: Work, threads: number): Stretch[] {
  const units = Math.ceil(extent / unit);
  const parts = Math.max(1, Math.min(SHARES * threads, units, Math.floor(cost / LEAST_COST), MOST_CALLS));
  const bounds = Array.from({ length: parts + 1 }, (_, i) => Math.min(extent, unit * Math.round((i * units) / parts)));
  return bounds.slice(1).map((end, i) => ({ start: bounds[i]!, count: end - bounds[i]! }));
}
