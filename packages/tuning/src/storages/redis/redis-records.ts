import type { ComparingList, RecordText } from '../records/record-list.js';
import type { RedisConnection } from './connection.js';

const anyName = () => Math.random().toString(36).slice(2);

/** Records that are asked for at a time. */
const CHUNK = 1000;

/**
 * Optuna's layout: `{prefix}:log_number` is the place of the last record, `{prefix}:log:{i}` each record. The number is moved on last, so
 * that whoever reads finds all records up to it.
 *
 * The second key says that this was done: a client whose connection breaks sends again what it has no answer to.
 */
const APPEND = `
if redis.call('exists', KEYS[2]) == 1 then return 1 end
local last = tonumber(redis.call('get', KEYS[1]) or '-1')
if last ~= tonumber(ARGV[1]) - 1 then return 0 end
for i = 3, #KEYS do redis.call('set', KEYS[i], ARGV[i - 1]) end
redis.call('set', KEYS[1], string.format('%d', last + #KEYS - 2))
redis.call('set', KEYS[2], '1', 'ex', 60)
return 1`;

/** The records of Optuna's journal on a Redis server. */
export function redisRecords(connection: RedisConnection, prefix: string, isOurs: boolean): ComparingList {
  const number = `${prefix}:log_number`;
  const key = (place: number) => `${prefix}:log:${place}`;
  return {
    async read(from) {
      const end = Number((await connection.get(number)) ?? -1) + 1;
      const texts: RecordText[] = [];
      for (let start = from; start < end; start += CHUNK) {
        const keys = Array.from({ length: Math.min(CHUNK, end - start) }, (_, i) => key(start + i));
        for (const text of await connection.mget(keys)) texts.push(text ?? undefined);
      }
      return texts;
    },
    async append(place, records) {
      const done = `${prefix}:appended:${anyName()}`;
      const keys = [number, done, ...records.map((_, i) => key(place + i))];
      return (await connection.eval(APPEND, keys.length, ...keys, String(place), ...records)) === 1;
    },
    ...(isOurs && {
      async close() {
        await connection.quit();
      },
    }),
  };
}
