import { describe, expect, it } from 'vitest';
import { hyperband } from '../pruners/hyperband.js';
import { patient } from '../pruners/patient.js';
import { median, percentile } from '../pruners/percentile.js';
import type { Pruner } from '../pruners/pruner.js';
import { asha } from '../pruners/successive-halving.js';
import { threshold } from '../pruners/threshold.js';
import { wilcoxon } from '../pruners/wilcoxon.js';
import { randomSampler } from '../samplers/random.js';
import { memory } from '../storages/memory.js';
import { createStudy, type Study } from '../study/study.js';
import type { Trial } from '../study/trial.js';
import { crowdingDistances } from './crowding.js';
import { hypervolume } from './hypervolume.js';
import { scoresOf } from './one-objective.js';

const EPOCHS = 16;
const SEED = 11;

/** Two objectives that conflict, each falling and then rising a little; x is where on the front, and y how far from it. */
function curves(trial: Trial): number[] {
  const [x, y] = [trial.float('x', 0, 1), trial.float('y', 0, 1)];
  let values: number[] = [];
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const rest = 0.5 / (Math.min(epoch, 7) + 1) + 0.01 * Math.max(0, epoch - 7);
    values = [x + y + rest, 1 - Math.sqrt(x) + y + rest];
    trial.setAttribute('epochs', epoch + 1);
    trial.report([values[0]!, -values[1]!], epoch);
  }
  return [values[0]!, -values[1]!];
}

const open = (pruner: Pruner, storage = memory()) =>
  createStudy({ directions: ['minimize', 'maximize'], pruner, storage, sampler: randomSampler({ seed: SEED }) });
const epochsOf = ({ trials }: Study) => trials.reduce((sum, trial) => sum + Number(trial.userAttributes.epochs), 0);
const volumeOf = (study: Study) =>
  hypervolume(
    study.bestTrials.map(({ values }) => [values![0]!, -values![1]!]).filter((v) => v.every((x) => x < 2)),
    [2, 2],
  );

describe('scores of vectors', () => {
  it('go by front, then by room', () => {
    expect(
      scoresOf([
        [2, 2],
        [0, 1],
        [1, 0],
        [0.5, 0.5],
        [Number.NaN, 0],
      ]),
    ).toEqual([1, 0, 1 / 3, 2 / 3, Number.NaN]);
    expect(scoresOf([[1, 1]])).toEqual([0]);
    expect(
      crowdingDistances([
        [0, 4],
        [1, 2],
        [4, 0],
      ]),
    ).toEqual([Number.POSITIVE_INFINITY, 2, Number.POSITIVE_INFINITY]);
    expect(crowdingDistances([])).toEqual([]);
  });
});

describe(`pruning with two objectives (seed ${SEED})`, () => {
  const pruners: readonly (readonly [Pruner, number])[] = [
    [asha({ minResource: 1, reductionFactor: 2 }), 0.5],
    [median({ warmupSteps: 2 }), 0.8],
    [percentile(30), 0.7],
    [hyperband({ minResource: 1, maxResource: EPOCHS, reductionFactor: 2 }), 0.7],
    [patient(median(), { patience: 2 }), 0.95],
  ];
  it.each(pruners.map(([pruner, share]) => [pruner.name, pruner, share] as const))(
    '%s spares epochs and keeps the front',
    async (_, pruner, share) => {
      const [whole, pruned] = [await open({ name: 'none', shouldPrune: () => false }), await open(pruner)];
      for (const study of [whole, pruned]) await study.optimize(curves, { trials: 80 });
      expect(epochsOf(pruned)).toBeLessThan(share * epochsOf(whole));
      expect(volumeOf(pruned)).toBeGreaterThan(0.95 * volumeOf(whole));
      expect(pruned.trials.some(({ state, values }) => state === 'pruned' && values!.length === 2)).toBe(true);
    },
  );

  it('goes on after a stop as if there had been none', async () => {
    const pruner = () => asha({ minResource: 1, reductionFactor: 2 });
    const whole = await open(pruner());
    await whole.optimize(curves, { trials: 40 });
    const storage = memory();
    for (let half = 0; half < 2; half++) await (await open(pruner(), storage)).optimize(curves, { trials: 20 });
    const resumed = await open(pruner(), storage);
    expect(resumed.trials.map(({ values, state }) => [values, state])).toEqual(
      whole.trials.map(({ values, state }) => [values, state]),
    );
  });

  it('works by bounds and by Wilcoxon’s test', async () => {
    const bounded = await open(threshold({ upper: [1.5, 0], lower: -1.5 }));
    await bounded.optimize(curves, { trials: 40 });
    for (const { intermediateVectors, state } of bounded.trials) {
      const isOut = [...intermediateVectors.values()].some(([a, b]) => a! > 1.5 || b! > 0 || b! < -1.5);
      expect(state === 'pruned').toBe(isOut);
    }
    const tested = await open(wilcoxon());
    await tested.optimize(curves, { trials: 40 });
    expect(tested.trials.some(({ state }) => state === 'pruned')).toBe(true);
    expect(tested.trials.some(({ state }) => state === 'complete')).toBe(true);
    const wrong = await open(threshold({ upper: [1] }));
    await wrong.optimize(curves, { trials: 1 });
    expect(wrong.trials[0]!.systemAttributes.fail_reason).toMatch(/each of 2 directions/);
  });
});

describe('a study with two objectives', () => {
  it('has a front in place of a best trial, and takes two values', async () => {
    const study = await open(asha());
    await study.enqueue({ x: 0.5, y: 0 });
    await study.optimize((trial) => [trial.float('x', 0, 1), -1 + trial.float('x', 0, 1) - trial.float('y', 0, 1)], {
      trials: 20,
    });
    expect(() => study.best).toThrow(/bestTrials/);
    expect(study.bestTrials.map(({ number }) => number)).toContain(0);
    await study.optimize(() => 3, { trials: 1 });
    expect(study.trials[20]!.systemAttributes.fail_reason).toMatch(/1 values, but the study has 2/);
    await study.optimize((trial) => [trial.report(1, 0) ?? 1, 2], { trials: 1 });
    expect(study.trials[21]!.systemAttributes.fail_reason).toMatch(/2 numbers/);
    await study.optimize(() => [1, Number.NaN], { trials: 1 });
    expect(study.trials[22]!.state).toBe('failed');
  });

  it('ends when the front stands still', async () => {
    const study = await open(asha());
    await study.optimize((trial) => [-Math.min(trial.number, 3), 0], { trials: 50, stop: { noImprovement: 5 } });
    expect(study.trials).toHaveLength(9);
    await expect(study.optimize(() => [0, 0], { trials: 1, stop: { target: 1 } })).rejects.toThrow(/one direction/);
  });
});
