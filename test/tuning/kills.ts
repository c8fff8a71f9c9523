import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { random } from '@glassbox/core';
import { createStudy, type Operation, randomSampler, type TrialRecord } from '@glassbox/tuning';
import { storageAt } from './kills.storage.js';

/** How a run of kills goes. */
export interface KillOptions {
  readonly kills: number;
  readonly trials: number;
  readonly seed: number;
  /** Seconds. */
  readonly lease: number;
  /** The address of a server that keeps the study. Default: a journal of its own. */
  readonly server?: string;
  readonly coordinators?: number;
  /** Milliseconds between two kills, on average. */
  readonly every?: number;
  readonly onKill?: (kills: number) => void;
}

/** What came of it. */
export interface KillReport {
  /** Processes that were killed: those that coordinate, and those that run trials. */
  readonly killed: { readonly coordinators: number; readonly workers: number };
  readonly trials: readonly TrialRecord[];
  /** Trials that were told to be kept, with their values. */
  readonly ledger: readonly (readonly [number: number, value: number])[];
  /** Endings in the log, by trial; more than one where an answer came twice. */
  readonly endings: ReadonlyMap<number, number>;
  /** How often a trial was taken over from a dead owner. */
  readonly takeovers: number;
  /** Leases from when a lost trial could be noticed until it was begun again; the longest. */
  readonly longestWait: number;
  readonly damaged: number;
  /** What the same search draws where nobody is killed. */
  readonly expected: readonly TrialRecord['params'][];
}

/** Of so many kills one is of a coordinator, however long each takes. */
const COORDINATOR_EVERY = 7;

interface Life {
  readonly child: ChildProcess;
  ready: number;
  end: number;
}

/** Keeps coordinators running, kills them and their workers at random, and sees what is left. */
class Massacre {
  readonly #folder = mkdtempSync(join(tmpdir(), 'glassbox-kills-'));
  readonly #place: string;
  readonly #ledger = join(this.#folder, 'ledger.txt');
  readonly #lives: Life[] = [];
  #isOver = false;
  readonly killed = { coordinators: 0, workers: 0 };

  constructor(readonly options: KillOptions) {
    this.#place = options.server ?? join(this.#folder, 'sweep.log');
  }

  async run(): Promise<KillReport> {
    try {
      const { coordinators = 3 } = this.options;
      const done = Promise.all(Array.from({ length: coordinators }, () => this.#keepOne()));
      await Promise.all([done, this.#kill()]);
      return await this.#report();
    } finally {
      this.#isOver = true;
      for (const { child } of this.#lives) child.kill('SIGKILL');
      rmSync(this.#folder, { recursive: true, force: true });
    }
  }

  /** A coordinator and those who come after it, until one finds that all is done. */
  async #keepOne(): Promise<void> {
    for (;;) {
      const [code, signal] = await this.#live();
      if (signal === 'SIGKILL') continue;
      if (code === 0) return;
      throw new Error(`A coordinator ended with ${signal ?? `status ${code}`}.`);
    }
  }

  #live(): Promise<[number | null, NodeJS.Signals | null]> {
    const { trials, seed, lease } = this.options;
    const program = fileURLToPath(new URL('kills.program.ts', import.meta.url));
    const node = ['--conditions=@glassbox/source', '--import', 'tsx', program];
    const settings = [this.#place, this.#ledger, trials, seed, lease].map(String);
    const child = spawn(process.execPath, [...node, ...settings], { stdio: ['ignore', 'pipe', 'inherit'] });
    const life: Life = { child, ready: Number.POSITIVE_INFINITY, end: Number.POSITIVE_INFINITY };
    this.#lives.push(life);
    child.stdout!.once('data', () => {
      life.ready = Date.now();
    });
    return new Promise((resolve) => {
      child.on('exit', (code, signal) => {
        life.end = Date.now();
        resolve([code, signal]);
      });
    });
  }

  async #kill(): Promise<void> {
    const { kills, trials, seed, every = 250, onKill } = this.options;
    const draws = random(seed, 'kills');
    for (let count = 0; count < kills && !this.#isOver; ) {
      await new Promise((resolve) => setTimeout(resolve, 2 * every * draws.uniform()));
      // On a busy machine processes take long to start; they are not all to be killed before they have begun anything.
      if (this.#kept().length < (0.8 * trials * count) / kills) continue;
      if (!this.#killOne(count % COORDINATOR_EVERY === 3, draws.uniform())) continue;
      count++;
      onKill?.(count);
    }
  }

  /** Kills a coordinator, or a process that one of them has for its trials. */
  #killOne(isCoordinator: boolean, draw: number): boolean {
    const living = this.#lives.filter(
      ({ child, ready }) => child.exitCode === null && child.signalCode === null && ready < Infinity,
    );
    const pids = living.map(({ child }) => child.pid!);
    const all = isCoordinator ? pids : pids.flatMap(childrenOf);
    const pid = all[Math.floor(draw * all.length)];
    if (pid === undefined) return false;
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      return false;
    }
    this.killed[isCoordinator ? 'coordinators' : 'workers']++;
    return true;
  }

  async #report(): Promise<KillReport> {
    const { trials, seed } = this.options;
    const storage = storageAt(this.#place);
    const study = await createStudy({ storage });
    const { operations } = await storage.read(0);
    await storage.close?.();
    const whole = await createStudy({ sampler: randomSampler({ seed }) });
    await whole.optimize((trial) => trial.float('x', -5, 5) + trial.int('depth', 1, 4), { trials });
    return {
      killed: this.killed,
      trials: study.trials,
      ledger: this.#kept(),
      endings: endingsOf(operations),
      ...this.#takeovers(operations),
      damaged: storage.damaged.length,
      expected: whole.trials.map(({ params }) => params),
    };
  }

  #kept(): KillReport['ledger'] {
    return existsSync(this.#ledger) ? readLedger(this.#ledger) : [];
  }

  /** How long each lost trial lay, from its owner's last sign or from when somebody was there to notice it. */
  #takeovers(operations: readonly Operation[]): { readonly takeovers: number; readonly longestWait: number } {
    const lastSign = new Map<number, number>();
    let [takeovers, longest] = [0, 0];
    let created = 0;
    // Reports have no time; that of the next entry that has one is no earlier.
    let reported: number[] = [];
    for (const operation of operations) {
      const { time = 0 } = operation;
      if (operation.op === 'report') reported.push(operation.trial);
      if (time > 0) {
        for (const trial of reported) lastSign.set(trial, time);
        reported = [];
      }
      if (operation.op === 'create-trial') lastSign.set(created++, time);
      if (operation.op !== 'set-state') continue;
      if (operation.state === 'waiting' && operation.lost) {
        const sign = lastSign.get(operation.trial)!;
        const witnesses = this.#lives.filter(({ ready, end }) => ready <= time && end >= time);
        const since = Math.min(...witnesses.map(({ ready }) => Math.max(ready, sign)));
        takeovers++;
        longest = Math.max(longest, time - since);
      }
      lastSign.set(operation.trial, time);
    }
    return { takeovers, longestWait: longest / 1000 / this.options.lease };
  }
}

const childrenOf = (pid: number): number[] => {
  const file = `/proc/${pid}/task/${pid}/children`;
  return existsSync(file) ? readFileSync(file, 'utf8').split(' ').filter(Boolean).map(Number) : [];
};

const readLedger = (path: string) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(' ').map(Number) as [number, number]);

function endingsOf(operations: readonly Operation[]): ReadonlyMap<number, number> {
  const endings = new Map<number, number>();
  for (const operation of operations) {
    if (operation.op !== 'set-state' || operation.state === 'running' || operation.state === 'waiting') continue;
    endings.set(operation.trial, (endings.get(operation.trial) ?? 0) + 1);
  }
  return endings;
}

/** Runs a sweep of several processes of which so many are killed, and gives what is left of it. */
export const surviveKills = (options: KillOptions): Promise<KillReport> => new Massacre(options).run();
