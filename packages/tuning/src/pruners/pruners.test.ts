import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { randomSampler } from '../samplers/random.js';
import { createStudy, type Study } from '../study/study.js';
import type { Direction } from '../study/trial-record.js';
import { hyperband } from './hyperband.js';
import { patient } from './patient.js';
import { median, percentile } from './percentile.js';
import { nop, type Pruner } from './pruner.js';
import { asha } from './successive-halving.js';
import { threshold } from './threshold.js';
import { wilcoxon } from './wilcoxon.js';

/** When Optuna pruned each of 40 learning curves; null: never. */
interface Recorded {
  readonly curves: readonly (readonly number[])[];
  readonly study_name: string;
  readonly pruned_at: Readonly<Record<string, readonly (number | null)[]>>;
}
const {
  curves,
  study_name: name,
  pruned_at: recorded,
} = JSON.parse(readFileSync(new URL('golden/pruners.json', import.meta.url), 'utf8')) as Recorded;

const pruners: Readonly<Record<string, () => Pruner>> = {
  median: () => median({ startupTrials: 5, warmupSteps: 3 }),
  percentile25: () => percentile(25, { startupTrials: 5, intervalSteps: 2 }),
  sha: () => asha({ minResource: 1, reductionFactor: 3 }),
  sha_auto: () => asha(),
  hyperband: () => hyperband({ minResource: 1, maxResource: 27, reductionFactor: 3 }),
  patient: () => patient(median({ startupTrials: 5, warmupSteps: 3 }), { patience: 2, minDelta: 0.01 }),
  patient_none: () => patient(undefined, { patience: 2 }),
  threshold: () => threshold({ upper: 1.2, warmupSteps: 4 }),
  wilcoxon: () => wilcoxon({ pThreshold: 0.1 }),
};

/** Runs the curves one after the other, and gives the step at which each was pruned. */
async function pruneSteps(study: Study, sign: number): Promise<(number | null)[]> {
  const steps: (number | null)[] = [];
  await study.optimize(
    (trial) => {
      const curve = curves[trial.number]!;
      curve.forEach((value, step) => {
        steps[trial.number] = step;
        trial.report(sign * value, step);
      });
      steps[trial.number] = null;
      return sign * curve.at(-1)!;
    },
    { trials: curves.length },
  );
  return steps;
}

const open = (direction: Direction, pruner: Pruner) =>
  createStudy({ name, direction, pruner, sampler: randomSampler({ seed: 1 }) });

describe.each(Object.keys(recorded))('%s', (key) => {
  const [pruner] = key.split('/') as [string];

  it('prunes where Optuna does', async () => {
    expect(await pruneSteps(await open('minimize', pruners[pruner]!()), 1)).toEqual(recorded[key]);
  });

  it('does the same the other way up', async () => {
    if (pruner === 'threshold') return;
    expect(await pruneSteps(await open('maximize', pruners[pruner]!()), -1)).toEqual(recorded[key]);
  });
});

it('nop prunes nothing', async () => {
  const study = await open('minimize', nop());
  expect((await pruneSteps(study, 1)).every((step) => step === null)).toBe(true);
  expect(study.trials.every(({ state }) => state === 'complete')).toBe(true);
});

it('refuses settings that make no sense, and says what would', () => {
  expect(() => percentile(101)).toThrow(/from 0 to 100/);
  expect(() => asha({ reductionFactor: 1 })).toThrow(/at least 2/);
  expect(() => threshold({})).toThrow(/lower or an upper/);
  expect(() => threshold({ lower: 2, upper: 1 })).toThrow(/above the upper/);
  expect(() => patient(undefined, { patience: -1 })).toThrow(/at least 0/);
  expect(() => wilcoxon({ pThreshold: 2 })).toThrow(/from 0 to 1/);
});
