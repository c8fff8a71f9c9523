import { type Random, random } from '@glassbox/core';
import { expect, it } from 'vitest';
import { memory } from '../storages/memory.js';
import type { ReplayedTrial } from '../storages/replay.js';
import type { Storage } from '../storages/storage.js';
import { StudyLog } from './study-log.js';

const [SEED, LIVES, STEPS, TOTAL, LEASE] = [5, 150, 120, 12, 10];

/** A worker with the trials that it believes it runs. */
interface Worker {
  readonly log: StudyLog;
  readonly trials: ReplayedTrial[];
}

/** Workers of one study that do what comes to them, in any order, and may stop at any time without a word. */
class Crowd {
  readonly storage: Storage = memory();
  readonly workers: Worker[] = [];
  #now = 0;

  constructor(readonly draws: Random) {}

  async join(): Promise<Worker> {
    const holding = { lease: LEASE, losses: 1000, now: () => this.#now, isDead: () => false };
    const worker = { log: await StudyLog.open(this.storage, 'study', ['minimize'], holding), trials: [] };
    this.workers.push(worker);
    return worker;
  }

  /** What one of them does next; work that is not awaited is under way when the next one comes. */
  async step(): Promise<void> {
    const draw = (count: number) => Math.floor(this.draws.uniform() * count);
    this.#now += 2000 * LEASE * this.draws.uniform() ** 8;
    const worker = this.workers[draw(this.workers.length)]!;
    const trial = worker.trials[draw(worker.trials.length)];
    const deeds = [
      () => this.begin(worker),
      () => worker.log.renew(),
      () => trial && this.#give(worker, trial),
      () => trial && this.end(worker, trial),
      () => this.#die(worker),
    ];
    const deed = deeds[this.draws.uniform() < 0.04 ? 4 : draw(4)]!();
    if (this.draws.uniform() < 0.6) await deed;
  }

  async begin(worker: Worker): Promise<boolean> {
    const trial = await worker.log.begin(() => worker.log.study.trials.length < TOTAL);
    if (trial) worker.trials.push(trial);
    return trial !== undefined;
  }

  async end({ log, trials }: Worker, trial: ReplayedTrial): Promise<void> {
    trials.splice(trials.indexOf(trial), 1);
    await log.write([{ op: 'set-state', trial: trial.id, state: 'complete', values: [trial.number] }]);
  }

  /** Its process has ended: lost, or only stopped. */
  async #give({ log, trials }: Worker, trial: ReplayedTrial): Promise<void> {
    trials.splice(trials.indexOf(trial), 1);
    log.writeSoon(log.givingBack(trial, this.draws.uniform() < 0.5, 'It ended.'));
    if (this.draws.uniform() < 0.5) await log.write([]);
  }

  async #die(worker: Worker): Promise<void> {
    await this.join();
    const place = this.workers.indexOf(worker);
    if (place >= 0) this.workers.splice(place, 1);
  }

  /** Those that are left end what they have; then one alone runs the rest, when all leases have passed. */
  async finish(): Promise<StudyLog> {
    for (const worker of this.workers) {
      await worker.log.write([]);
      for (const trial of [...worker.trials]) await this.end(worker, trial);
    }
    const last = await this.join();
    for (let look = 0; look < 2; look++) {
      await last.log.renew();
      this.#now += 2000 * LEASE;
    }
    while (await this.begin(last)) for (const trial of [...last.trials]) await this.end(last, trial);
    return last.log;
  }
}

it(`end each trial once, whatever becomes of its workers (seeds ${SEED} to ${SEED + LIVES - 1})`, async () => {
  let losses = 0;
  for (let seed = SEED; seed < SEED + LIVES; seed++) {
    const crowd = new Crowd(random(seed, 'crowd'));
    for (let i = 0; i < 3; i++) await crowd.join();
    for (let i = 0; i < STEPS; i++) await crowd.step();
    const { study } = await crowd.finish();
    const ends = study.trials.map(({ state, values }) => [state, values]);
    expect(ends, `seed ${seed}`).toEqual(Array.from({ length: TOTAL }, (_, i) => ['complete', [i]]));
    expect(study.open.size).toBe(0);
    losses += study.trials.reduce((sum, trial) => sum + trial.losses, 0);
  }
  expect(losses).toBeGreaterThan(LIVES);
});
