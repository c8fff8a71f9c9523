import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findPostgres, findRedis, type Server, startPostgres, startRedis } from '../support/servers.js';
import { type KillReport, surviveKills } from './kills.js';

const SEED = 20;
const LEASE = 3;

function expectNothingLost(report: KillReport, kills: number, trials: number): void {
  expect(report.killed.coordinators + report.killed.workers).toBe(kills);
  expect(report.killed.coordinators).toBeGreaterThan(kills / 20);
  expect(report.trials.map(({ number, state }) => [number, state])).toEqual(
    Array.from({ length: trials }, (_, i) => [i, 'complete']),
  );
  expect([...report.endings.values()].every((count) => count === 1)).toBe(true);
  for (const [number, value] of report.ledger) expect(report.trials[number]!.values).toEqual([value]);
  expect(report.trials.map(({ params }) => params)).toEqual(report.expected);
  expect(report.takeovers).toBeGreaterThan(kills / 20);
  expect(report.longestWait).toBeLessThan(2);
}

describe.skipIf(!existsSync('/proc/self/task'))(
  'kills of workers and coordinators: nothing lost, nothing twice',
  () => {
    it(`200 on a journal (seed ${SEED})`, async () => {
      const [kills, trials] = [200, 1500];
      expectNothingLost(await surviveKills({ kills, trials, seed: SEED, lease: LEASE }), kills, trials);
    }, 600_000);

    it.skipIf(!findRedis())(`40 on Redis (seed ${SEED})`, () => survivesOn(startRedis), 300_000);

    it.skipIf(!findPostgres('initdb'))(`40 on PostgreSQL (seed ${SEED})`, () => survivesOn(startPostgres), 300_000);
  },
);

async function survivesOn(start: () => Promise<Server>): Promise<void> {
  const [kills, trials] = [40, 300];
  const server = await start();
  try {
    const report = await surviveKills({ kills, trials, seed: SEED, lease: LEASE, server: server.url });
    expectNothingLost(report, kills, trials);
  } finally {
    await server.stop();
  }
}
