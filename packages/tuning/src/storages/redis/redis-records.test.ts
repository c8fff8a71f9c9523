import { expect, it } from 'vitest';
import type { RedisConnection } from './connection.js';
import { redisRecords } from './redis-records.js';

it('names a done append anew each time, and reads as many records at a time as a server likes', async () => {
  const asked: string[][] = [];
  const done: string[] = [];
  const connection: RedisConnection = {
    get: async () => '2499',
    mget: async (keys) => {
      asked.push(keys);
      return keys.map(() => 'record');
    },
    eval: async (_, count, ...given) => {
      done.push(given[1]!);
      expect(given).toEqual(['p:log_number', given[1], 'p:log:2500', 'p:log:2501', '2500', 'a', 'b']);
      return Number(count === 4);
    },
    quit: async () => undefined,
  };
  const list = redisRecords(connection, 'p', false);
  expect(await list.read(300)).toHaveLength(2200);
  expect(asked.map((keys) => [keys[0], keys.at(-1)])).toEqual([
    ['p:log:300', 'p:log:1299'],
    ['p:log:1300', 'p:log:2299'],
    ['p:log:2300', 'p:log:2499'],
  ]);
  for (let i = 0; i < 2; i++) expect(await list.append(2500, ['a', 'b'])).toBe(true);
  expect(new Set(done).size).toBe(2);
  expect(list.close).toBeUndefined();
});
