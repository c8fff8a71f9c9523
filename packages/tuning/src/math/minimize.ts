import { dot } from './cholesky.js';

/** A function's value, whose gradient it writes into `gradient`. */
export type Differentiable = (x: Float64Array, gradient: Float64Array) => number;

/** Options of {@link minimize}. */
export interface MinimizeOptions {
  /** Bounds of each variable. Default: none. */
  readonly low?: Float64Array;
  readonly high?: Float64Array;
  /** Ends where no entry of the projected gradient is larger. Default 1e-5. */
  readonly tolerance?: number;
  /** Default 200. */
  readonly iterations?: number;
  /** Steps from each of several starts before the best is chosen. Default 8. */
  readonly heat?: number;
}

/** Where a minimum was found. */
export interface Minimum {
  readonly x: Float64Array;
  readonly value: number;
}

/** Pairs of steps and changes of the gradient that are kept. */
const MEMORY = 10;
const SUFFICIENT = 1e-4;
const LINE_STEPS = 20;

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly curvature: number;
}

/** Two-loop recursion: the inverse of the Hessian, as the kept pairs have it, times a vector, in place. */
function timesInverseHessian(pairs: readonly Pair[], vector: Float64Array): void {
  const size = vector.length;
  const shares: number[] = [];
  for (let k = pairs.length - 1; k >= 0; k--) {
    const { step, change, curvature } = pairs[k]!;
    const share = dot(step, 0, vector, 0, size) / curvature;
    shares[k] = share;
    for (let i = 0; i < size; i++) vector[i]! -= share * change[i]!;
  }
  const last = pairs.at(-1);
  if (last) {
    const scale = last.curvature / dot(last.change, 0, last.change, 0, size);
    for (let i = 0; i < size; i++) vector[i]! *= scale;
  }
  pairs.forEach(({ step, change, curvature }, k) => {
    const share = shares[k]! - dot(change, 0, vector, 0, size) / curvature;
    for (let i = 0; i < size; i++) vector[i]! += share * step[i]!;
  });
}

/** One search: where it is, and what it remembers of its way. */
class Search {
  readonly x: Float64Array;
  value: number;
  #gradient: Float64Array;
  readonly #function: Differentiable;
  readonly #low: Float64Array | undefined;
  readonly #high: Float64Array | undefined;
  #pairs: Pair[] = [];

  constructor(f: Differentiable, start: Float64Array, { low, high }: MinimizeOptions) {
    this.#function = f;
    [this.#low, this.#high] = [low, high];
    this.x = start.slice();
    this.#project(this.x);
    this.#gradient = new Float64Array(start.length);
    this.value = f(this.x, this.#gradient);
  }

  /** The largest entry of the gradient along which x can move. */
  get slope(): number {
    let largest = 0;
    for (let i = 0; i < this.x.length; i++) {
      if (!this.#isHeld(i)) largest = Math.max(largest, Math.abs(this.#gradient[i]!));
    }
    return largest;
  }

  /** Goes one step; false where none leads down. */
  advance(): boolean {
    if (this.#descend(this.#direction())) return true;
    if (this.#pairs.length === 0) return false;
    this.#pairs = [];
    return this.#descend(this.#direction());
  }

  /** Whether a variable is at a bound and would be drawn beyond. */
  #isHeld(i: number): boolean {
    const slope = this.#gradient[i]!;
    if (this.#low && this.x[i]! <= this.#low[i]! && slope > 0) return true;
    return this.#high !== undefined && this.x[i]! >= this.#high[i]! && slope < 0;
  }

  #project(x: Float64Array): void {
    if (this.#low) for (let i = 0; i < x.length; i++) x[i] = Math.max(x[i]!, this.#low[i]!);
    if (this.#high) for (let i = 0; i < x.length; i++) x[i] = Math.min(x[i]!, this.#high[i]!);
  }

  #direction(): Float64Array {
    const direction = this.#gradient.map((slope, i) => (this.#isHeld(i) ? 0 : -slope));
    const size = Math.sqrt(dot(direction, 0, direction, 0, direction.length));
    if (this.#pairs.length === 0) return direction.map((part) => part / Math.max(1, size));
    timesInverseHessian(this.#pairs, direction);
    let slope = 0;
    for (let i = 0; i < direction.length; i++) {
      if (this.#isHeld(i)) direction[i] = 0;
      slope += direction[i]! * this.#gradient[i]!;
    }
    if (slope < 0) return direction;
    this.#pairs = [];
    return this.#direction();
  }

  /** Backtracks along the projected direction, by the parabola through what is known, until the value has fallen enough. */
  #descend(direction: Float64Array): boolean {
    const size = this.x.length;
    const gradient = new Float64Array(size);
    let length = 1;
    for (let i = 0; i < LINE_STEPS; i++) {
      const x = this.x.map((from, j) => from + length * direction[j]!);
      this.#project(x);
      const step = x.map((to, j) => to - this.x[j]!);
      const expected = dot(step, 0, this.#gradient, 0, size);
      if (!(expected < 0)) return false;
      const value = this.#function(x, gradient);
      if (value <= this.value + SUFFICIENT * expected) {
        this.#take(x, value, step, gradient);
        return true;
      }
      const parabola = -expected / (2 * (value - this.value - expected));
      length *= Number.isFinite(value) ? Math.min(0.5, Math.max(0.1, parabola)) : 0.1;
    }
    return false;
  }

  #take(x: Float64Array, value: number, step: Float64Array, gradient: Float64Array): void {
    const change = gradient.map((slope, i) => slope - this.#gradient[i]!);
    const curvature = dot(step, 0, change, 0, x.length);
    if (curvature > 1e-10 * dot(change, 0, change, 0, x.length)) {
      this.#pairs.push({ step, change, curvature });
      if (this.#pairs.length > MEMORY) this.#pairs.shift();
    }
    this.x.set(x);
    this.value = value;
    this.#gradient = gradient;
  }
}

/** Takes steps until the search is at its end, or as many as are allowed. */
function run(search: Search, tolerance: number, iterations: number): void {
  for (let i = 0; i < iterations && search.slope > tolerance; i++) {
    const before = search.value;
    if (!search.advance()) break;
    if (before - search.value <= 1e-10 * Math.max(Math.abs(before), Math.abs(search.value), 1)) break;
  }
}

/**
 * A local minimum of a smooth function within bounds, by L-BFGS with the step projected to the bounds and variables held that are at one.
 *
 * Sources: Byrd, Lu, Nocedal and Zhu, SIAM J. Sci. Comput. 16 (1995); Bertsekas, SIAM J. Control Optim. 20 (1982) (projected steps).
 */
export function minimize(f: Differentiable, start: Float64Array, options: MinimizeOptions = {}): Minimum {
  return minimizeFrom(f, [start], options);
}

/** {@link minimize} from several starts: some steps from each, then on from where it has come lowest. */
export function minimizeFrom(
  f: Differentiable,
  starts: readonly Float64Array[],
  options: MinimizeOptions = {},
): Minimum {
  const { tolerance = 1e-5, iterations = 200, heat = 8 } = options;
  const searches = starts.map((start) => new Search(f, start, options));
  if (searches.length > 1) for (const search of searches) run(search, tolerance, heat);
  const best = searches.reduce((lowest, search) => (search.value < lowest.value ? search : lowest));
  run(best, tolerance, iterations);
  return { x: best.x, value: best.value };
}
