import {
  asha,
  bayesian,
  createStudy,
  type Executor,
  grid,
  type Pruner,
  randomSampler,
  type Sampler,
  type Study,
  tpe,
} from '@glassbox/tuning';
import { gridValues, space } from './space.js';

/** What a sweep is made with. */
export interface SweepSettings {
  /** Trials of the searches that train each to its end. */
  readonly trials: number;
  /** Epochs of a whole training. */
  readonly epochs: number;
  /** Digits to train on. */
  readonly digits: number;
  readonly seed: number;
  readonly executor: Executor;
  readonly signal?: AbortSignal;
  readonly onTrial?: (study: Study) => void;
}

/** A way to search, and what it may spend. */
export interface Search {
  readonly name: string;
  readonly sampler: (seed: number) => Sampler;
  readonly pruner?: () => Pruner;
  /** Share of the epochs of a search that trains each trial to its end. */
  readonly share: number;
}

/** A quarter of the epochs are fifteen whole trainings: too few for its usual thirty-five by chance. */
const gaussianProcess = (seed: number) => bayesian({ seed, startupTrials: 10 });
const early = () => asha({ minResource: 1, reductionFactor: 3 });

/** The searches that are compared, the plainest first. */
export const searches: readonly Search[] = [
  { name: 'grid', sampler: (seed) => grid(gridValues, { seed }), share: 1 },
  { name: 'random', sampler: (seed) => randomSampler({ seed }), share: 1 },
  { name: 'bayesian', sampler: gaussianProcess, share: 0.25 },
  { name: 'bayesian+asha', sampler: gaussianProcess, pruner: early, share: 0.25 },
  { name: 'tpe+asha', sampler: (seed) => tpe({ seed }), pruner: early, share: 0.25 },
];

/** Epochs that were trained. */
export const epochsOf = ({ trials }: Study): number =>
  trials.reduce((sum, { intermediateValues }) => sum + intermediateValues.size, 0);

/** Runs one search until it has spent what it may. */
export async function runSearch({ name, sampler, pruner, share }: Search, settings: SweepSettings): Promise<Study> {
  const { trials, epochs, digits, seed, executor, signal, onTrial } = settings;
  const study = await createStudy({
    name: `${name}, seed ${seed}`,
    direction: 'maximize',
    space,
    sampler: sampler(seed),
    ...(pruner && { pruner: pruner() }),
  });
  const objective = new URL(`objective.ts?epochs=${epochs}&digits=${digits}`, import.meta.url);
  const budget = Math.floor(share * trials * epochs);
  await study.optimize(objective, {
    executor,
    // A pruned trial may take one epoch alone.
    trials: share === 1 ? trials : budget,
    stop: { reports: budget },
    ...(signal && { signal }),
    onTrial: () => onTrial?.(study),
  });
  return study;
}
