import { createStudy, type Sampler } from '@glassbox/tuning';
import type { SearchFunction } from './functions.js';
import { noise } from './noise.js';

/** How one study went. */
export interface StudyResult {
  /** Who searched, such as `optuna-gp`. */
  readonly sampler: string;
  readonly function: string;
  readonly seed: number;
  /** Milliseconds a trial, all told. */
  readonly ms: number;
  /** After each trial, the regret of the one with the best value so far. */
  readonly regrets: readonly number[];
}

/** Runs trials of a function one after the other. */
export async function runStudy(
  { name, regret, noise: deviation = 0 }: SearchFunction,
  sampler: Sampler,
  seed: number,
  trials: number,
): Promise<Omit<StudyResult, 'sampler'>> {
  const study = await createStudy({ sampler });
  const regrets: number[] = [];
  let best = { value: Number.POSITIVE_INFINITY, regret: Number.POSITIVE_INFINITY };
  const start = performance.now();
  for (let number = 0; number < trials; number++) {
    const trial = await study.ask();
    const found = regret(trial);
    const value = found + deviation * noise(seed, number);
    await study.tell(trial, value);
    if (value < best.value) best = { value, regret: found };
    regrets.push(Number(best.regret.toPrecision(4)));
  }
  const ms = Number(((performance.now() - start) / trials).toFixed(2));
  return { function: name, seed, ms, regrets };
}
