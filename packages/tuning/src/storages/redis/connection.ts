import { optionalPackage } from '../optional-package.js';
import { backoffAfter } from '../records/backoff.js';

/** What of a client of `ioredis` is used. */
export interface RedisConnection {
  get(key: string): Promise<string | null>;
  mget(keys: string[]): Promise<(string | null)[]>;
  eval(script: string, keys: number, ...given: string[]): Promise<unknown>;
  quit(): Promise<unknown>;
}

interface Client extends RedisConnection {
  on(event: 'error', listener: (error: Error) => void): void;
  on(event: 'ready' | 'end', listener: () => void): void;
  disconnect(): void;
}

interface Ioredis {
  readonly Redis: new (url: string, options: object) => Client;
}

/** A connection that is made when it is first used, and again after it was lost for good. */
export function redisConnection(url: string): RedisConnection {
  const { Redis } = optionalPackage('ioredis', 'redisJournal()') as Ioredis;
  let client: Client | undefined;
  let failure: Error | undefined;
  let wasReached = false;
  const options = {
    lazyConnect: true,
    maxRetriesPerRequest: null,
    retryStrategy: (attempt: number) => backoffAfter(attempt - 1, wasReached) ?? null,
  };
  const connected = (): Client => {
    if (client) return client;
    failure = undefined;
    const made = new Redis(url, options);
    made.on('error', (error) => {
      failure = error;
    });
    made.on('ready', () => {
      wasReached = true;
    });
    made.on('end', () => {
      if (client === made) client = undefined;
    });
    client = made;
    return made;
  };
  const run = async <T>(command: (client: Client) => Promise<T>): Promise<T> => {
    try {
      return await command(connected());
    } catch (error) {
      // The client says only that it has given up; why, it has said before.
      throw client ? error : (failure ?? error);
    }
  };
  return {
    get: (key) => run((each) => each.get(key)),
    mget: (keys) => run((each) => each.mget(keys)),
    eval: (script, keys, ...given) => run((each) => each.eval(script, keys, ...given)),
    async quit() {
      await client?.quit().catch(() => client?.disconnect());
    },
  };
}
