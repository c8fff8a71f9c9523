import { describe, expect, it } from 'vitest';
import { randomSampler } from '../samplers/random.js';
import { memory } from '../storages/memory.js';
import type { Storage } from '../storages/storage.js';
import { createStudy } from './study.js';
import { StudyLog } from './study-log.js';

const LEASE = 30;

/** Workers of one study, with one clock. */
async function workersOf(count: number, storage: Storage = memory()) {
  const clock = { seconds: 0 };
  const open = () =>
    StudyLog.open(storage, 'study', ['minimize'], { lease: LEASE, losses: 3, now: () => 1000 * clock.seconds });
  const logs: StudyLog[] = [];
  for (let i = 0; i < count; i++) logs.push(await open());
  return { clock, logs };
}
const none = () => false;
const complete = (trial: number, value: number) =>
  [{ op: 'set-state', trial, state: 'complete', values: [value] }] as const;

describe('a worker that dies', () => {
  it('loses its trial to the first that has seen no sign of it for a lease, and cannot write to it any more', async () => {
    const { clock, logs } = await workersOf(3);
    const [dead, heir, other] = logs as [StudyLog, StudyLog, StudyLog];
    const trial = (await dead.begin(() => true))!;
    dead.writeSoon([
      {
        op: 'set-param',
        trial: trial.id,
        name: 'x',
        value: 3,
        distribution: { type: 'float', low: 0, high: 5, log: false } as never,
      },
    ]);
    await dead.write([]);
    await heir.renew();
    await other.renew();
    clock.seconds = LEASE;
    expect(await heir.begin(none)).toBeUndefined();
    clock.seconds = LEASE + 1;
    const taken = (await heir.begin(none))!;
    expect(taken).toMatchObject({ number: 0, claims: 2, losses: 1, params: { x: 3 } });
    expect(await other.begin(none)).toBeUndefined();
    await dead.write(complete(trial.id, 1));
    expect(dead.study.trials[0]).toMatchObject({ state: 'running', values: undefined });
    await heir.write(complete(trial.id, 2));
    await dead.write(complete(trial.id, 3));
    for (const log of logs) {
      await log.renew();
      expect(log.study.trials).toHaveLength(1);
      expect(log.study.trials[0]).toMatchObject({ state: 'complete', values: [2] });
    }
  });

  it('loses its trial at once where it is known to have died', async () => {
    const storage = memory();
    const dead = new Set<string>();
    const open = () =>
      StudyLog.open(storage, 'study', ['minimize'], { lease: LEASE, losses: 3, isDead: (name) => dead.has(name) });
    const [first, heir] = [await open(), await open()];
    const trial = (await first.begin(() => true))!;
    expect(await heir.begin(none)).toBeUndefined();
    dead.add(trial.owner!);
    expect(await heir.begin(none)).toMatchObject({ number: 0, claims: 2, losses: 1 });
  });

  it('keeps its trial as long as it gives signs of life', async () => {
    const { clock, logs } = await workersOf(2);
    const [alive, other] = logs as [StudyLog, StudyLog];
    await alive.begin(() => true);
    for (let i = 0; i < 20; i++) {
      clock.seconds += LEASE / 3;
      await alive.renew();
      await other.renew();
      expect(await other.begin(none)).toBeUndefined();
    }
    for (let i = 0; i < 4; i++) {
      clock.seconds += LEASE / 3;
      await other.renew();
    }
    expect(await other.begin(none)).toMatchObject({ number: 0, claims: 2 });
  });

  it('is not given back and taken again by a sign of life that comes along', async () => {
    const { logs } = await workersOf(2);
    const [owner, other] = logs as [StudyLog, StudyLog];
    const trial = (await owner.begin(() => true))!;
    owner.writeSoon(owner.givingBack(trial, true, 'The worker process ended.'));
    await owner.renew();
    expect(owner.study.trials[0]).toMatchObject({ state: 'waiting', claims: 1, losses: 1 });
    expect(await other.begin(none)).toMatchObject({ number: 0, claims: 2 });
  });

  it('cannot give back what another has taken meanwhile', async () => {
    const { clock, logs } = await workersOf(2);
    const [late, heir] = logs as [StudyLog, StudyLog];
    const trial = (await late.begin(() => true))!;
    await heir.renew();
    clock.seconds = LEASE + 1;
    const taken = (await heir.begin(none))!;
    await late.write(late.givingBack(trial, true, 'The worker process ended.'));
    expect(late.study.trials[0]).toMatchObject({ state: 'running', claims: 2, losses: 1 });
    await heir.write(complete(taken.id, 4));
    expect(heir.study.trials[0]).toMatchObject({ state: 'complete', values: [4] });
  });

  it('does not take from those who make no promise, as Optuna’s workers', async () => {
    const storage = memory();
    const patient = await StudyLog.open(storage, 'study', ['minimize'], { lease: Number.POSITIVE_INFINITY, losses: 3 });
    await patient.begin(() => true);
    const { clock, logs } = await workersOf(1, storage);
    clock.seconds = 1e6;
    expect(await logs[0]!.begin(none)).toBeUndefined();
    expect(logs[0]!.awaitsOthers).toBe(false);
  });

  it('of which several have died fails, with the reason', async () => {
    const { clock, logs } = await workersOf(5);
    await logs[0]!.begin(() => true);
    for (const log of logs.slice(1)) {
      await log.renew();
      clock.seconds += LEASE + 1;
      for (const each of logs) await each.begin(none);
    }
    expect(logs[4]!.study.trials).toHaveLength(1);
    expect(logs[4]!.study.trials[0]).toMatchObject({ state: 'failed', losses: 3 });
    expect(logs[4]!.study.trials[0]!.systemAttributes.fail_reason).toMatch(/died/);
  });
});

describe('a search', () => {
  const objective = (trial: { float(name: string, low: number, high: number): number }) => trial.float('x', 0, 1);

  it('makes so many trials in all, with others', async () => {
    const storage = memory();
    const sampler = randomSampler({ seed: 4 });
    const studies = await Promise.all([1, 2, 3].map(() => createStudy({ storage, sampler })));
    await Promise.all(studies.map((study) => study.optimize(async (trial) => objective(trial), { total: 40 })));
    for (const study of studies) {
      expect(study.trials.map(({ number }) => number)).toEqual(Array.from({ length: 40 }, (_, i) => i));
    }
    await studies[0]!.optimize(objective, { total: 40 });
    expect(studies[0]!.trials).toHaveLength(40);
    await expect(studies[0]!.optimize(objective, { total: 1.5 })).rejects.toThrow(/whole number/);
    await expect(studies[0]!.optimize(objective)).rejects.toThrow(/how many/);
  });

  it('runs again what an abort interrupted, with the parameters it had', async () => {
    const storage = memory();
    const study = await createStudy({ storage, sampler: randomSampler({ seed: 4 }) });
    const stop = new AbortController();
    const interrupted = study.optimize(
      (trial) => {
        objective(trial);
        if (trial.number === 2) stop.abort();
        stop.signal.throwIfAborted();
        return 0;
      },
      { trials: 5, signal: stop.signal },
    );
    await expect(interrupted).rejects.toMatchObject({ code: 'aborted' });
    const whole = await createStudy({ sampler: randomSampler({ seed: 4 }) });
    await whole.optimize(objective, { trials: 5 });
    await study.optimize(objective, { total: 5 });
    expect(study.trials.map(({ params }) => params)).toEqual(whole.trials.map(({ params }) => params));
    expect(study.trials.map(({ state }) => state)).toEqual(whole.trials.map(({ state }) => state));
  });

  it('refuses terms that are none', async () => {
    await expect(createStudy({ lease: 0 })).rejects.toThrow(/above 0/);
    await expect(createStudy({ losses: 0 })).rejects.toThrow(/at least 1/);
    await expect(createStudy({ direction: 'minimize', directions: ['minimize'] })).rejects.toThrow(/directions/);
  });
});
