import { readFileSync } from 'node:fs';
import { createStudy, type RedisConnection, randomSampler, redisJournal } from '@glassbox/tuning';
import { expect, it } from 'vitest';
import { findRedis, noRedis, startRedis } from '../support/servers.js';
import { packageOfTuning, testOnServer } from './server-suite.js';

interface Client {
  call(command: string, ...given: string[]): Promise<unknown>;
  on(event: 'error', listener: () => void): void;
  quit(): Promise<unknown>;
}

const { Redis } = packageOfTuning('ioredis') as { readonly Redis: new (url: string) => Client & RedisConnection };

async function call(url: string, command: string, ...given: string[]): Promise<void> {
  const client = new Redis(url);
  // It comes again after a crash.
  client.on('error', () => undefined);
  await client.call(command, ...given);
  await client.quit();
}

/** The keys that Optuna 5 has left on a server; see reference/tuning_storages.py. */
const recorded = JSON.parse(readFileSync(new URL('golden/optuna5_redis.json', import.meta.url), 'utf8')) as {
  readonly keys: Readonly<Record<string, string>>;
};

testOnServer(
  {
    name: 'redis',
    missing: findRedis() ? undefined : noRedis,
    start: startRedis,
    open: (url, prefix) => redisJournal({ url, prefix }),
    spoil: (url, prefix, position, text) => call(url, 'set', `${prefix}:log:${position}`, text),
    remove: (url, prefix, position) => call(url, 'del', `${prefix}:log:${position}`),
    hangUp: (url) => call(url, 'client', 'kill', 'type', 'normal', 'skipme', 'yes'),
  },
  (url) => {
    it("goes on with Optuna's journal, over a connection that is there, and leaves its snapshot alone", async () => {
      await call(url(), 'mset', ...Object.entries(recorded.keys).flat(), 'sweep:snapshot', 'of Python');
      const connection = new Redis(url());
      const storage = redisJournal({ connection, prefix: 'sweep' });
      const study = await createStudy({ name: 'recorded', storage, sampler: randomSampler({ seed: 1 }) });
      expect(storage.damaged).toEqual([]);
      expect(study.trials.map(({ state }) => state)).toEqual(new Array(4).fill('complete'));
      expect(study.trials[0]!.params.x).toBe(0.5);
      expect(study.trials[0]!.userAttributes.note).toEqual({ text: 'größer, "quoted"\n', numbers: [1, null] });
      await study.optimize((trial) => trial.float('x', -5, 5) ** 2, { trials: 2 });
      await storage.close!();
      const kept = await connection.mget(Object.keys(recorded.keys));
      const isRecord = (_: unknown, i: number) => Object.keys(recorded.keys)[i] !== 'sweep:log_number';
      expect(kept.filter(isRecord)).toEqual(Object.values(recorded.keys).filter(isRecord));
      expect(await connection.get('sweep:snapshot')).toBe('of Python');
      const last = Number(await connection.get('sweep:log_number'));
      expect(await connection.get(`sweep:log:${last}`)).toMatch(/^\{"op_code":6/);
      expect(await connection.get(`sweep:log:${last + 1}`)).toBeNull();
      await connection.quit();
    });
  },
);
