import { requireArgument } from '@glassbox/core';
import { type Distribution, isSingle, sameDistribution } from '../space/distribution.js';
import { type StudyView, signOf, type TrialRecord } from '../study/trial-record.js';
import { gridDensity } from './grid-density.js';
import { shares } from './shares.js';

/** Options of {@link pedAnova}. */
export interface PedAnovaOptions {
  /** Share of trials that are to be reached. Default 0.1. */
  readonly targetQuantile?: number;
  /** Share of trials that it is looked at among. Default 1: all. */
  readonly regionQuantile?: number;
}

/** Trials of a parameter with one range; fewer say nothing. */
const LEAST_TRIALS = 2;

/** The trials with the best share of the values, and all that are as good as the last of them. */
function best(trials: readonly TrialRecord[], share: number, sign: number): readonly TrialRecord[] {
  if (share === 1) return trials;
  const values = trials.map((trial) => sign * trial.values![0]!).sort((a, b) => a - b);
  const worst = values[Math.ceil(share * values.length) - 1]!;
  return trials.filter((trial) => sign * trial.values![0]! <= worst);
}

/** Trials by the range that a parameter had in them. */
function byRange(
  name: string,
  trials: readonly TrialRecord[],
): { readonly range: Distribution; readonly trials: TrialRecord[] }[] {
  const groups: { range: Distribution; trials: TrialRecord[] }[] = [];
  for (const trial of trials) {
    const range = trial.distributions[name];
    if (!range) continue;
    const group = groups.find((each) => sameDistribution(each.range, range));
    if (group) group.trials.push(trial);
    else groups.push({ range, trials: [trial] });
  }
  return groups.filter((group) => group.trials.length >= LEAST_TRIALS && !isSingle(group.range));
}

/** Pearson's divergence of where the best lie from where all lie. */
function divergence(
  name: string,
  range: Distribution,
  top: readonly TrialRecord[],
  all: readonly TrialRecord[],
): number {
  const density = (trials: readonly TrialRecord[]) =>
    gridDensity(
      range,
      trials.map(({ params }) => params[name]!),
    );
  const [ofTop, ofAll] = [density(top), density(all)];
  return ofAll.reduce((sum, share, i) => {
    const whole = share + 1e-12;
    return sum + whole * ((ofTop[i]! + 1e-12) / whole - 1) ** 2;
  }, 0);
}

/**
 * How much each parameter matters for being among the best trials: the variance of the density of the best over that of all, as shares that
 * sum to 1, the largest first. A parameter that only some trials have counts by how many of the best have it.
 *
 * At least 5 trials among the best make it reliable: 50 in all by default.
 *
 * Sources: Watanabe, Bansal and Hutter, "PED-ANOVA", IJCAI 2023; for conditional parameters arXiv 2601.20800; as Optuna 5 has it.
 */
export function pedAnova(study: StudyView, options: PedAnovaOptions = {}): Record<string, number> {
  const { targetQuantile = 0.1, regionQuantile = 1 } = options;
  requireArgument(
    targetQuantile > 0 && targetQuantile < regionQuantile && regionQuantile <= 1,
    `The quantiles rise from above 0 to at most 1, but ${targetQuantile} and ${regionQuantile} came.`,
  );
  const sign = signOf(study);
  const trials = study.trials.filter(({ state, values }) => state === 'complete' && values!.every(Number.isFinite));
  const names = [...new Set(trials.flatMap(({ distributions }) => Object.keys(distributions)))];
  const [top, all] = [best(trials, targetQuantile, sign), best(trials, regionQuantile, sign)];
  const isTop = new Set(top);
  const scores = names.map((name) => {
    const parts = byRange(name, all).map(({ range, trials: own }) => {
      const reached = own.filter((trial) => isTop.has(trial));
      if (reached.length === 0) return 0;
      const [ofTop, ofAll] = [reached.length / top.length, own.length / all.length];
      return (ofTop ** 2 / ofAll) * divergence(name, range, reached, own);
    });
    return [name, parts.reduce((sum, part) => sum + part, 0)] as const;
  });
  return shares(scores);
}
