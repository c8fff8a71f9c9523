import { GlassboxError } from '@glassbox/core';
import type { Objective } from '../executors/executor.js';
import type { Sampler } from '../samplers/sampler.js';
import { memory } from '../storages/memory.js';
import { createStudy, type Study } from '../study/study.js';
import type { Trial } from '../study/trial.js';
import { TrialPruned } from '../study/trial-pruned.js';
import { type ConformanceCase, check, checkSame, declareCases, type TestApi } from './conformance.js';

/** What of a sampler is tested. */
export interface SamplerSubject {
  readonly name: string;
  /** Makes one; the same seed is to give the same trials. */
  make(seed: number): Sampler;
  /** Trials after which it has learnt all that it learns from; the cases run some more than these. Default 12. */
  readonly startupTrials?: number;
  /** Whether it is for one objective only. Default false. */
  readonly isForOneObjective?: boolean;
}

const SEED = 11;

/** Every kind of range, and a branch. */
function everyRange(trial: Trial): number {
  const x = trial.float('x', -3, 5);
  const rate = trial.float('rate', 1e-6, 1, { log: true });
  const step = trial.float('step', 0, 0.95, { step: 0.1 });
  const depth = trial.int('depth', -2, 4);
  const units = trial.int('units', 1, 1000, { log: true });
  const even = trial.int('even', 0, 9, { step: 2 });
  const only = trial.float('only', 2, 2);
  const kind = trial.categorical('kind', ['a', null, true, 7]);
  const extra = kind === 'a' ? trial.float('extra', 0, 1) : trial.boolean('other') ? 1 : 0;
  return (x - 1) ** 2 + Math.abs(depth) + step + even / 10 + Math.log10(units) - 0.1 * Math.log10(rate) + only + extra;
}

const runs = ({ startupTrials = 12 }: SamplerSubject) => 2 * startupTrials;
const paramsOf = ({ trials }: Study) => trials.map(({ params }) => params);

async function studyOf(sampler: Sampler, objective: Objective, trials: number): Promise<Study> {
  const study = await createStudy({ sampler });
  await study.optimize(objective, { trials });
  return study;
}

const isIn = (value: unknown, values: readonly unknown[]) => values.includes(value);
const isBetween = (value: unknown, low: number, high: number) =>
  typeof value === 'number' && value >= low && value <= high;
const isWhole = (value: unknown, low: number, high: number) => isBetween(value, low, high) && Number.isInteger(value);

/** What each parameter of {@link everyRange} may be. */
const ranges: Readonly<Record<string, (value: unknown) => boolean>> = {
  x: (value) => isBetween(value, -3, 5),
  rate: (value) => isBetween(value, 1e-6, 1),
  step: (value) =>
    isBetween(value, 0, 0.9 + 1e-12) && Math.abs(10 * (value as number) - Math.round(10 * (value as number))) < 1e-9,
  depth: (value) => isWhole(value, -2, 4),
  units: (value) => isWhole(value, 1, 1000),
  even: (value) => isIn(value, [0, 2, 4, 6, 8]),
  only: (value) => value === 2,
  kind: (value) => isIn(value, ['a', null, true, 7]),
  extra: (value) => isBetween(value, 0, 1),
  other: (value) => typeof value === 'boolean',
};

function checkRanges({ trials }: Study): void {
  for (const { params, number, systemAttributes, state } of trials) {
    check(state === 'complete', () => `Trial ${number} is ${state}: ${systemAttributes.fail_reason}`);
    for (const [name, value] of Object.entries(params)) {
      check(ranges[name]!(value), () => `Trial ${number} drew ${String(value)} for '${name}'.`);
    }
  }
}

/** Ends in every way that a trial can. */
const everyEnding: Objective = (trial) => {
  const value = everyRange(trial);
  if (trial.number % 7 === 1) throw new GlassboxError('unlucky', 'It did not work.');
  if (trial.number % 7 === 2) return Number.NaN;
  if (trial.number % 7 === 3) return Number.POSITIVE_INFINITY;
  trial.report(trial.number % 7 === 4 ? Number.NaN : value, 0);
  if (trial.number % 7 === 4 || trial.number % 7 === 5) throw new TrialPruned(trial.number, 0);
  return value;
};

/** What every sampler has to do. */
export const samplerCases: readonly ConformanceCase<SamplerSubject>[] = [
  {
    name: 'draws from every kind of range, within it and on its steps',
    run: async (subject) => checkRanges(await studyOf(subject.make(SEED), everyRange, runs(subject))),
  },
  {
    name: 'gives the same trials for a seed, and others for another',
    async run(subject) {
      const run = async (seed: number) => paramsOf(await studyOf(subject.make(seed), everyRange, runs(subject)));
      const first = await run(SEED);
      checkSame(await run(SEED), first, 'The second time');
      check(JSON.stringify(await run(SEED + 1)) !== JSON.stringify(first), () => 'Another seed gave the same trials.');
    },
  },
  {
    name: 'goes on after a stop as if there had been none',
    async run(subject) {
      const count = runs(subject);
      const whole = await studyOf(subject.make(SEED), everyRange, count);
      const storage = memory();
      let study = await createStudy({ storage, sampler: subject.make(SEED) });
      await study.optimize(everyRange, { trials: count - 5 });
      study = await createStudy({ storage, sampler: subject.make(SEED) });
      await study.optimize(everyRange, { trials: 5 });
      checkSame(paramsOf(study), paramsOf(whole), 'The trials');
    },
  },
  {
    name: 'takes large values as good where they are: the mirror image gives the same trials',
    async run(subject) {
      const down = await studyOf(subject.make(SEED), everyRange, runs(subject));
      const up = await createStudy({ direction: 'maximize', sampler: subject.make(SEED) });
      await up.optimize((trial) => -everyRange(trial), { trials: runs(subject) });
      checkSame(paramsOf(up), paramsOf(down), 'The mirrored trials');
    },
  },
  {
    name: 'goes on with trials that failed, were pruned or are infinite',
    async run(subject) {
      const study = await studyOf(subject.make(SEED), everyEnding, 2 * runs(subject));
      checkSame(study.trials.length, 2 * runs(subject), 'The number of trials');
      for (const { params } of study.trials) {
        for (const [name, value] of Object.entries(params))
          check(ranges[name]!(value), () => `${name} = ${String(value)}`);
      }
    },
  },
  {
    name: 'goes on where ranges and choices change, and values are enqueued',
    async run(subject) {
      const study = await createStudy({ sampler: subject.make(SEED) });
      const objective = (high: number, choices: readonly string[]) => (trial: Trial) =>
        trial.float('x', 0, high) + trial.int('n', 1, high) + trial.categorical('kind', choices).length;
      await study.optimize(objective(4, ['a', 'bb']), { trials: runs(subject) });
      await study.enqueue({ x: 0.5, kind: 'ccc' });
      await study.optimize(objective(8, ['a', 'bb', 'ccc']), { trials: runs(subject) });
      await study.optimize(objective(2, ['bb', 'ccc']), { trials: 5 });
      for (const { state, number, params, systemAttributes } of study.trials) {
        check(state === 'complete', () => `Trial ${number} is ${state}: ${systemAttributes.fail_reason}`);
        const late = number > 4 * runs(subject);
        check(!late || isBetween(params.x, 0, 2), () => `Trial ${number} drew ${String(params.x)}.`);
      }
    },
  },
  {
    name: 'draws other points for trials that run at the same time',
    async run(subject) {
      const study = await studyOf(subject.make(SEED), everyRange, runs(subject));
      const trials = [];
      for (let i = 0; i < 6; i++) trials.push(await study.ask());
      const drawn = trials.map((trial) => {
        everyRange(trial);
        return JSON.stringify(trial.params);
      });
      check(new Set(drawn).size === drawn.length, () => `They drew ${drawn.join(', ')}.`);
      for (const trial of trials) await study.tell(trial, 1);
    },
  },
  {
    name: 'goes on with constraints on the outcome',
    async run(subject) {
      const constrained: Objective = (trial) => {
        const value = everyRange(trial);
        trial.setConstraint('value', value - 4);
        return value;
      };
      checkRanges(await studyOf(subject.make(SEED), constrained, runs(subject)));
    },
  },
  {
    name: 'goes on with several objectives',
    skip: ({ isForOneObjective }) => (isForOneObjective ? 'It is for one objective.' : undefined),
    async run(subject) {
      const study = await createStudy({ directions: ['minimize', 'maximize'], sampler: subject.make(SEED) });
      await study.optimize((trial) => [everyRange(trial), trial.number % 5], { trials: runs(subject) });
      checkRanges(study);
    },
  },
];

/**
 * Tests a sampler within a test framework: one test a case.
 *
 * @example
 * samplerConformance({ name: 'mine', make: (seed) => mine({ seed }) }, { describe, it });
 */
export const samplerConformance = (subject: SamplerSubject, api: TestApi): void =>
  declareCases(`sampler ${subject.name}`, samplerCases, subject, api);
