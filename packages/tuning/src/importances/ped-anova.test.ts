import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { randomSampler } from '../samplers/random.js';
import type { ParamValue } from '../space/distribution.js';
import { createStudy, type Study } from '../study/study.js';
import type { Trial } from '../study/trial.js';
import { pedAnova } from './ped-anova.js';

/** Trials, and what Optuna found important in them. */
interface Recorded {
  readonly trials: readonly { readonly params: Readonly<Record<string, ParamValue>>; readonly value: number }[];
  readonly pedanova: Readonly<Record<string, number>>;
}
const golden = JSON.parse(readFileSync(new URL('golden/ped-anova.json', import.meta.url), 'utf8')) as Readonly<
  Record<'float' | 'mixed', Recorded>
>;

const spaces: Readonly<Record<keyof typeof golden, (trial: Trial) => void>> = {
  float(trial) {
    trial.float('x', -5, 10);
    trial.float('y', 0, 15);
  },
  mixed(trial) {
    trial.float('lr', 1e-5, 0.1, { log: true });
    trial.int('units', 16, 512, { log: true });
    trial.categorical('opt', ['sgd', 'adam', 'rmsprop', 'adagrad']);
    trial.float('drop', 0, 0.5, { step: 0.05 });
    trial.int('layers', 1, 6);
    trial.int('k', 3, 27, { step: 4 });
  },
};

/** A study in which the recorded trials were run. */
async function replayed({ trials }: Recorded, space: (trial: Trial) => void): Promise<Study> {
  const study = await createStudy({ sampler: randomSampler({ seed: 1 }) });
  for (const { params } of trials) await study.enqueue(params);
  await study.optimize(
    (trial) => {
      space(trial);
      return trials[trial.number]!.value;
    },
    { trials: trials.length },
  );
  return study;
}

it.each(['float', 'mixed'] as const)('finds what Optuna finds important, to 1e-8: %s', async (kind) => {
  const study = await replayed(golden[kind], spaces[kind]);
  expect(study.trials.map(({ params }) => params)).toEqual(golden[kind].trials.map(({ params }) => params));
  const found = pedAnova(study);
  expect(Object.keys(found)).toEqual(Object.keys(golden[kind].pedanova));
  for (const [name, share] of Object.entries(golden[kind].pedanova)) {
    expect(Math.abs(found[name]! - share), name).toBeLessThan(1e-8);
  }
});

it('sums to 1, turned over too, and gives equal shares where there is nothing to tell', async () => {
  const study = await createStudy({ direction: 'maximize', sampler: randomSampler({ seed: 2 }) });
  expect(pedAnova(study)).toEqual({});
  await study.optimize((trial) => -((trial.float('x', -1, 1) - 0.5) ** 2) + 0 * trial.float('y', 0, 1), { trials: 80 });
  const found = pedAnova(study);
  expect(Object.values(found).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  expect(found.x).toBeGreaterThan(0.8);
  const single = await createStudy({ sampler: randomSampler({ seed: 2 }) });
  await single.optimize((trial) => trial.float('a', 1, 1) + trial.categorical('b', [2]), { trials: 5 });
  expect(pedAnova(single)).toEqual({ a: 0.5, b: 0.5 });
  expect(() => pedAnova(study, { targetQuantile: 0.5, regionQuantile: 0.2 })).toThrow(/rise/);
});
