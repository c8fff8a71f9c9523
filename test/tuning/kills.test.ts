import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { surviveKills } from './kills.js';

const [KILLS, TRIALS, SEED, LEASE] = [200, 1500, 20, 3];

it.skipIf(!existsSync('/proc/self/task'))(
  `${KILLS} kills of workers and coordinators: nothing lost, nothing twice (seed ${SEED})`,
  async () => {
    const report = await surviveKills({ kills: KILLS, trials: TRIALS, seed: SEED, lease: LEASE });
    expect(report.killed.coordinators + report.killed.workers).toBe(KILLS);
    expect(report.killed.coordinators).toBeGreaterThan(10);
    expect(report.trials.map(({ number, state }) => [number, state])).toEqual(
      Array.from({ length: TRIALS }, (_, i) => [i, 'complete']),
    );
    expect([...report.endings.values()].every((count) => count === 1)).toBe(true);
    for (const [number, value] of report.ledger) expect(report.trials[number]!.values).toEqual([value]);
    expect(report.trials.map(({ params }) => params)).toEqual(report.expected);
    expect(report.takeovers).toBeGreaterThan(10);
    expect(report.longestWait).toBeLessThan(2);
  },
  600_000,
);
