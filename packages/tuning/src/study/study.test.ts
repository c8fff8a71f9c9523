import { describe, expect, it } from 'vitest';
import type { Objective } from '../executors/executor.js';
import { median } from '../pruners/percentile.js';
import { randomSampler } from '../samplers/random.js';
import { tpe } from '../samplers/tpe/tpe.js';
import { memory } from '../storages/memory.js';
import type { Storage } from '../storages/storage.js';
import { createStudy } from './study.js';
import type { Trial } from './trial.js';

const SEED = 7;
const parabola: Objective = (trial) => (trial.float('x', -5, 5) - 2) ** 2;
const params = (study: { readonly trials: readonly { readonly params: object }[] }) =>
  study.trials.map((trial) => trial.params);

describe('a study', () => {
  it(`comes close to the best (seed ${SEED})`, async () => {
    const study = await createStudy({ sampler: tpe({ seed: SEED }) });
    await study.optimize(parabola, { trials: 60 });
    expect(study.trials).toHaveLength(60);
    expect(study.best.value).toBeLessThan(0.01);
    expect(study.best.params.x).toBeCloseTo(2, 0);
    const up = await createStudy({ direction: 'maximize', sampler: tpe({ seed: SEED }) });
    await up.optimize((trial) => -((trial.float('x', -5, 5) - 2) ** 2), { trials: 60 });
    expect(params(up)).toEqual(params(study));
  });

  it('gives the same trials for a seed, others for another, and new ones for none', async () => {
    const run = async (seed?: number) => {
      const study = await createStudy({ sampler: seed === undefined ? tpe() : tpe({ seed }) });
      await study.optimize(parabola, { trials: 15 });
      return params(study);
    };
    expect(await run(1)).toEqual(await run(1));
    expect(await run(1)).not.toEqual(await run(2));
    expect(await run()).not.toEqual(await run());
  });

  it.each([tpe, randomSampler])(
    'goes on after a stop as if there had been none: 25 + 25 trials are 50',
    async (make) => {
      const mixed: Objective = (trial) => {
        const depth = trial.int('depth', 1, 4);
        const kind = trial.categorical('kind', ['a', 'b', 'c']);
        const extra = kind === 'b' ? trial.float('extra', 1e-3, 1, { log: true }) : 0;
        return (trial.float('x', -5, 5) - 2) ** 2 + depth + extra;
      };
      const whole = await createStudy({ sampler: make({ seed: SEED }) });
      await whole.optimize(mixed, { trials: 50 });
      const storage = memory();
      for (let half = 0; half < 2; half++) {
        const study = await createStudy({ sampler: make({ seed: SEED }), storage });
        await study.optimize(mixed, { trials: 25 });
        if (half === 1) expect(params(study)).toEqual(params(whole));
      }
    },
  );

  it('runs what is enqueued first, and draws what that leaves open', async () => {
    const study = await createStudy({ sampler: randomSampler({ seed: SEED }) });
    await study.enqueue({ x: 2, other: 'unused' });
    await study.enqueue({ x: 99 });
    await study.optimize((trial) => parabola(trial), { trials: 3 });
    expect(study.trials[0]!.params).toEqual({ x: 2 });
    expect(study.best.value).toBe(0);
    expect(Math.abs(study.trials[1]!.params.x as number)).toBeLessThan(5);
  });

  it('asks and tells', async () => {
    const study = await createStudy({ sampler: randomSampler({ seed: SEED }) });
    const [first, second] = [await study.ask(), await study.ask()];
    expect([first.number, second.number]).toEqual([0, 1]);
    first.float('x', 0, 1);
    await study.tell(second, 3);
    await study.tell(first, { state: 'failed', reason: 'It was too slow.' });
    expect(study.trials.map(({ state }) => state)).toEqual(['failed', 'complete']);
    expect(study.trials[0]!.systemAttributes).toMatchObject({ fail_reason: 'It was too slow.' });
    await study.tell(first, 1);
    expect(study.trials[0]!.state).toBe('failed');
  });

  it('ends early: at a target, without improvement, after a time', async () => {
    const falling: Objective = (trial) => Math.max(0, 5 - trial.number);
    const run = async (stop: object, objective = falling) => {
      const study = await createStudy({ sampler: randomSampler({ seed: SEED }) });
      await study.optimize(objective, { trials: 20, stop });
      return study.trials.length;
    };
    expect(await run({ target: 3 })).toBe(3);
    expect(await run({ noImprovement: 4 })).toBe(10);
    expect(await run({ noImprovement: 2 }, () => Number.NaN)).toBe(2);
    expect(await run({ seconds: 0 })).toBe(0);
    expect(await run({})).toBe(20);
    const reporting: Objective = (trial) => {
      for (let step = 0; step < 4; step++) trial.report(1, step);
      return 1;
    };
    expect(await run({ reports: 17 }, reporting)).toBe(5);
    await expect(run({ reports: 0.5 })).rejects.toThrow(/reports/);
    await expect(run({ noImprovement: 0 })).rejects.toThrow(/at least 1/);
    const up = await createStudy({ direction: 'maximize' });
    await up.optimize((trial) => trial.number, { trials: 20, stop: { target: 4 } });
    expect(up.trials).toHaveLength(5);
  });

  it('runs several at a time, each once', async () => {
    const study = await createStudy({ sampler: tpe({ seed: SEED }) });
    let waiting: (() => void)[] = [];
    // Each waits until four have begun, which never comes if they run one after the other.
    const together = () =>
      new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length < 4) return;
        for (const release of waiting) release();
        waiting = [];
      });
    await study.optimize(
      async (trial) => {
        await together();
        return parabola(trial);
      },
      { trials: 28, concurrency: 4 },
    );
    expect(study.trials.map(({ number }) => number)).toEqual(Array.from({ length: 28 }, (_, i) => i));
    expect(study.trials.every(({ state }) => state === 'complete')).toBe(true);
  });
});

describe('what goes wrong', () => {
  it('fails a trial with its reason, and the study goes on', async () => {
    const study = await createStudy({ sampler: randomSampler({ seed: SEED }) });
    const outcomes: Objective[] = [
      () => {
        throw new Error('It has no memory left.');
      },
      () => Number.NaN,
      () => JSON.parse('"fast"') as number,
      (trial) => trial.float('x', 3, 1),
      (trial) => trial.float('x', 0, 1, { log: true }),
      (trial) => trial.float('a', 0, 1) + trial.int('a', 5, 9),
      () => Number.POSITIVE_INFINITY,
      () => 1,
    ];
    await study.optimize((trial) => outcomes[trial.number]!(trial), { trials: outcomes.length });
    expect(study.trials.map(({ state }) => state)).toEqual([...new Array(6).fill('failed'), 'complete', 'complete']);
    const reasons = study.trials.slice(0, 6).map(({ systemAttributes }) => String(systemAttributes.fail_reason));
    const expected = [/no memory/, /NaN/, /not a number/, /reversed/, /begins above 0/, /name of its own/];
    reasons.forEach((reason, i) => {
      expect(reason).toMatch(expected[i]!);
    });
    expect(study.best.number).toBe(7);
  });

  it('prunes, and leaves the last report as the value', async () => {
    const study = await createStudy({ pruner: median({ startupTrials: 2 }), sampler: randomSampler({ seed: SEED }) });
    const curve = (trial: Trial, offset: number) => {
      for (let step = 0; step < 5; step++) trial.report(offset - step, step);
      return offset - 4;
    };
    await study.optimize((trial) => curve(trial, trial.number), { trials: 4 });
    expect(study.trials.map(({ state }) => state)).toEqual(['complete', 'complete', 'pruned', 'pruned']);
    expect(study.trials[2]!.values).toEqual([2]);
    expect([...study.trials[2]!.intermediateValues]).toEqual([[0, 2]]);
  });

  it('prefers a feasible trial, however bad', async () => {
    const study = await createStudy({ sampler: randomSampler({ seed: SEED }) });
    await study.optimize(
      (trial) => {
        trial.setConstraint('memory', trial.number === 1 ? 0 : 3);
        trial.setAttribute('note', `trial ${trial.number}`);
        return trial.number;
      },
      { trials: 3 },
    );
    expect(study.best.number).toBe(1);
    expect(study.best.userAttributes).toEqual({ note: 'trial 1' });
  });

  it('stops when it is told to, keeping what is done', async () => {
    const study = await createStudy({ sampler: randomSampler({ seed: SEED }) });
    const stop = new AbortController();
    const onTrial = () => study.trials.length === 4 && stop.abort(new Error('Enough.'));
    await expect(study.optimize(parabola, { trials: 100, signal: stop.signal, onTrial })).rejects.toMatchObject({
      code: 'aborted',
    });
    expect(study.trials.map(({ state }) => state)).toEqual(new Array(4).fill('complete'));
  });

  it('refuses another direction, no result and senseless options', async () => {
    const storage = memory();
    const study = await createStudy({ storage, name: 'loss' });
    expect(() => study.best).toThrow(/no complete trial/);
    await expect(createStudy({ storage, name: 'loss', direction: 'maximize' })).rejects.toMatchObject({
      code: 'study-differs',
    });
    await expect(study.optimize(parabola, { trials: -1 })).rejects.toThrow(/from 0 on/);
    expect(() => tpe({ candidates: 0 })).toThrow(/at least 1/);
    expect(() => tpe({ group: true, multivariate: false })).toThrow(/jointly/);
  });

  it('loses nothing where the storage fails for a while, and says so where it stays', async () => {
    const inner = memory();
    let failing = 0;
    const flaky: Storage = {
      name: 'flaky',
      read: (from) => inner.read(from),
      update: (from, decide) =>
        failing-- > 0 ? Promise.reject(new Error('The disk is full.')) : inner.update(from, decide),
    };
    const study = await createStudy({ storage: flaky, sampler: randomSampler({ seed: SEED }) });
    const trial = await study.ask();
    trial.float('x', 0, 1);
    failing = 1;
    trial.report(5, 0);
    await study.tell(trial, 4);
    expect(study.trials[0]).toMatchObject({ state: 'complete', values: [4] });
    expect(study.trials[0]!.intermediateValues.get(0)).toBe(5);
    failing = 10;
    await expect(study.ask()).rejects.toThrow('The disk is full.');
  });
});
