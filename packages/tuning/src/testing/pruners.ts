import type { Pruner } from '../pruners/pruner.js';
import { randomSampler } from '../samplers/random.js';
import { memory } from '../storages/memory.js';
import type { Storage } from '../storages/storage.js';
import { createStudy, type Study } from '../study/study.js';
import type { Trial } from '../study/trial.js';
import type { Direction } from '../study/trial-record.js';
import { type ConformanceCase, check, checkSame, declareCases, type TestApi } from './conformance.js';

/** What of a pruner is tested. */
export interface PrunerSubject {
  readonly name: string;
  make(): Pruner;
  /** The same for a study whose values are mirrored, where that is another, as with bounds. Default {@link make}. */
  makeMirrored?(): Pruner;
}

const SEED = 5;
const EPOCHS = 12;
const TRIALS = 40;

/** Reports of a trial that come down to what its parameter says, with some noise of its own. */
function curve(trial: Trial): number[] {
  const end = trial.float('end', 0, 1);
  const noise = trial.float('noise', 0, 0.3);
  return Array.from(
    { length: EPOCHS },
    (_, epoch) => end + 1 / (epoch + 1) + noise * Math.abs(Math.sin(7 * epoch + 9 * end)),
  );
}

interface Setting {
  readonly directions?: readonly Direction[];
  readonly storage?: Storage;
}

const open = (pruner: Pruner, { directions = ['minimize'], storage = memory() }: Setting = {}) =>
  createStudy({ pruner, directions, storage, sampler: randomSampler({ seed: SEED }) });

/** Runs trials whose reports are made of their curves. */
async function run(
  study: Study,
  trials: number,
  reportOf: (value: number) => number | readonly number[],
): Promise<void> {
  await study.optimize(
    (trial) => {
      const values = curve(trial);
      for (const [epoch, value] of values.entries()) trial.report(reportOf(value), epoch);
      return reportOf(values.at(-1)!);
    },
    { trials },
  );
}

const endsOf = ({ trials }: Study) => trials.map(({ state, intermediateValues }) => [state, intermediateValues.size]);

function checkNoFailures({ trials }: Study): void {
  for (const { state, number, systemAttributes } of trials) {
    check(state !== 'failed', () => `Trial ${number} failed: ${systemAttributes.fail_reason}`);
  }
}

/** What every pruner has to do. */
export const prunerCases: readonly ConformanceCase<PrunerSubject>[] = [
  {
    name: 'decides the same for the same reports',
    async run({ make }) {
      const studies = [await open(make()), await open(make())];
      for (const study of studies) await run(study, TRIALS, (value) => value);
      checkSame(endsOf(studies[1]!), endsOf(studies[0]!), 'The second time');
      checkNoFailures(studies[0]!);
    },
  },
  {
    name: 'keeps nothing of one study for another',
    async run({ make }) {
      const pruner = make();
      const studies = [await open(pruner), await open(pruner)];
      for (const study of studies) await run(study, TRIALS, (value) => value);
      checkSame(endsOf(studies[1]!), endsOf(studies[0]!), 'With the same value');
    },
  },
  {
    name: 'goes on after a stop as if there had been none',
    async run({ make }) {
      const whole = await open(make());
      await run(whole, TRIALS, (value) => value);
      const storage = memory();
      for (let part = 0; part < 4; part++) await run(await open(make(), { storage }), TRIALS / 4, (value) => value);
      checkSame(endsOf(await open(make(), { storage })), endsOf(whole), 'The ends');
    },
  },
  {
    name: 'takes large values as good where they are',
    async run({ make, makeMirrored = make }) {
      const [down, up] = [await open(make()), await open(makeMirrored(), { directions: ['maximize'] })];
      await run(down, TRIALS, (value) => value);
      await run(up, TRIALS, (value) => -value);
      checkSame(endsOf(up), endsOf(down), 'The mirror image');
    },
  },
  {
    name: 'works with several objectives',
    async run({ make }) {
      const study = await open(make(), { directions: ['minimize', 'minimize'] });
      await run(study, TRIALS, (value) => [value, 0.5 * value]);
      checkNoFailures(study);
      check(
        study.trials.some(({ state }) => state === 'complete'),
        () => 'It pruned every trial.',
      );
    },
  },
  {
    name: 'bears reports that are NaN or infinite, that skip steps, and that come twice',
    async run({ make }) {
      const study = await open(make());
      await study.optimize(
        (trial) => {
          const values = curve(trial);
          const odd = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0.5][trial.number % 4]!;
          for (const step of [0, 1, 1, 5, 3, 40])
            trial.report(step === trial.number % 6 ? odd : values[step % EPOCHS]!, step);
          return values.at(-1)!;
        },
        { trials: TRIALS },
      );
      checkNoFailures(study);
    },
  },
];

/**
 * Tests a pruner within a test framework: one test a case.
 *
 * @example
 * prunerConformance({ name: 'mine', make: () => mine() }, { describe, it });
 */
export const prunerConformance = (subject: PrunerSubject, api: TestApi): void =>
  declareCases(`pruner ${subject.name}`, prunerCases, subject, api);
