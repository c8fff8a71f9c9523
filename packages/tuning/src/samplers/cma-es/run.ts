import { normalQuantile } from '../../math/normal.js';
import type { Uniforms } from '../../math/random-state.js';
import { Evolution, type Solution } from './evolution.js';
import { Margin } from './margin.js';
import { Stagnation } from './stopping.js';
import { defaultPopulation } from './strategy.js';
import type { UnitCube } from './unit-cube.js';

/** What a run of CMA-ES begins with. */
export interface RunOptions {
  /** Points of a generation; default by the dimension. */
  readonly population?: number;
  /** Standard deviation at first, as a share of each range. */
  readonly sigma: number;
  /** By how much more points a generation has after each restart; 1 means that there is no restart. */
  readonly growth: number;
}

/** A point that was drawn, and what of it is tried: the same but for axes with steps. */
export interface Draw {
  readonly point: Float64Array;
  readonly tried: Float64Array;
}

/** One draw after another in a row, since a normal one takes one uniform number. */
const normalDraw = (draws: Uniforms) => normalQuantile(Math.max(draws.uniform(), 2 ** -54));

/** An evolution over a cube, which begins anew where it has nothing more to find. */
export class Run {
  readonly #cube: UnitCube;
  readonly #options: RunOptions;
  readonly #anew: (restart: number) => Uniforms;
  #restarts = 0;
  #evolution: Evolution;
  #margin: Margin;
  #stagnation: Stagnation;

  /** @param anew numbers for a new beginning. */
  constructor(cube: UnitCube, options: RunOptions, anew: (restart: number) => Uniforms) {
    this.#cube = cube;
    this.#options = options;
    this.#anew = anew;
    const { population = defaultPopulation(cube.names.length), sigma } = options;
    this.#evolution = new Evolution(new Float64Array(cube.names.length).fill(0.5), sigma, population);
    this.#margin = new Margin(cube.grids, this.#evolution);
    this.#stagnation = new Stagnation(this.#evolution);
  }

  get population(): number {
    return this.#evolution.strategy.population;
  }

  /** A point in the cube: if too many lie outside, the last is moved to the nearest one inside. */
  draw(draws: Uniforms): Draw {
    const { mean } = this.#evolution;
    const isGrid = new Set(this.#margin.grids.map(({ axis }) => axis));
    const next = () => this.#evolution.pointOf(mean.map(() => normalDraw(draws)));
    const isInside = (value: number, axis: number) => isGrid.has(axis) || (value >= 0 && value <= 1);
    let point = next();
    for (let i = 1; i <= 10 * mean.length && !point.every(isInside); i++) point = next();
    point = point.map((value, axis) => (isInside(value, axis) ? value : Math.min(1, Math.max(0, value))));
    return { point, tried: this.#margin.rounded(point) };
  }

  /** Goes on by one generation. */
  tell(solutions: readonly Solution[]): void {
    this.#evolution.tell(solutions);
    this.#margin.correct();
    this.#stagnation.observe(solutions.map(({ loss }) => loss));
    if (this.#options.growth > 1 && this.#stagnation.isReached) this.#restart();
  }

  #restart(): void {
    const draws = this.#anew(++this.#restarts);
    const { population = defaultPopulation(this.#cube.names.length), sigma, growth } = this.#options;
    const mean = this.#evolution.mean.map(() => draws.uniform());
    this.#evolution = new Evolution(mean, sigma, Math.round(population * growth ** this.#restarts));
    this.#margin = new Margin(this.#cube.grids, this.#evolution);
    this.#stagnation = new Stagnation(this.#evolution);
  }
}
