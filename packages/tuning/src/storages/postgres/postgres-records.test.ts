import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { isConnectionError } from './connection-retry.js';
import { type Pool, postgresRecords } from './postgres-records.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const coded = (code: string) => Object.assign(new Error(code), { code });

type Step = (texts: string[], given: readonly unknown[]) => void;

/** A pool over a table in memory; what comes to it first meets the steps, one each, which may throw. */
function poolOf(texts: string[], steps: Step[]): Pool & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    async query(text, given = []) {
      const verb = text.trim().slice(0, 6);
      asked.push(verb);
      steps.shift()?.(texts, given);
      if (text.includes('to_regclass')) return { rows: [{ position: '0', record: '' }] };
      const place = Number(given[0]);
      if (verb === 'SELECT') {
        return { rows: texts.slice(place).map((record, i) => ({ position: String(place + i), record })) };
      }
      if (place < texts.length) throw coded('23505');
      texts.push(...(given[1] as string[]));
      return { rows: [] };
    },
    end: async () => undefined,
    on: () => undefined,
  };
}

const nothing: Step = () => undefined;
const breaks: Step = () => {
  throw coded('57P01');
};
const keepsAndBreaks: Step = (texts, given) => {
  texts.push(...(given[1] as string[]));
  throw new Error('Connection terminated unexpectedly');
};

/** What a promise comes to, with all pauses passed. */
async function settled<T>(promise: Promise<T>): Promise<T> {
  const [result] = await Promise.all([promise, vi.runAllTimersAsync()]);
  return result;
}

it('asks again where the connection broke, of reads and of appends', async () => {
  const pool = poolOf(['a'], [breaks, nothing, breaks, nothing, breaks]);
  const records = postgresRecords(pool, 't');
  expect(await settled(records.read(0))).toEqual(['a']);
  expect(await settled(records.append(1, ['b']))).toBe(true);
  expect(pool.asked).toEqual(['SELECT', 'SELECT', 'SELECT', 'SELECT', 'INSERT', 'INSERT']);
});

it('keeps records once where the connection broke after they were kept', async () => {
  const texts: string[] = [];
  const records = postgresRecords(poolOf(texts, [nothing, keepsAndBreaks]), 't');
  expect(await settled(records.append(0, ['mine', 'too']))).toBe(true);
  expect(texts).toEqual(['mine', 'too']);
});

it('sees that another was quicker while its connection was broken', async () => {
  const texts: string[] = [];
  const another: Step = (kept) => {
    kept.push('theirs');
    throw coded('ECONNRESET');
  };
  const records = postgresRecords(poolOf(texts, [nothing, another]), 't');
  expect(await settled(records.append(0, ['mine']))).toBe(false);
  expect(texts).toEqual(['theirs']);
});

it.each([
  ['three seconds for a server that was never reached', [], 3100],
  ['half a minute for one that was', [nothing, nothing], 29_100],
])('waits %s', async (_, before, milliseconds) => {
  const pool = poolOf([], [...before, ...new Array<Step>(30).fill(breaks)]);
  const records = postgresRecords(pool, 't');
  if (before.length > 0) await records.read(0);
  const start = Date.now();
  await expect(settled(records.read(0))).rejects.toThrow('57P01');
  expect(Date.now() - start).toBe(milliseconds);
});

it('waits no more for a server that did not come back, until it has answered', async () => {
  const pool = poolOf([], [nothing, nothing, ...new Array<Step>(20).fill(breaks), nothing, breaks]);
  const records = postgresRecords(pool, 't');
  await records.read(0);
  await expect(settled(records.read(0))).rejects.toThrow('57P01');
  const start = Date.now();
  await expect(settled(records.read(0))).rejects.toThrow('57P01');
  expect(Date.now() - start).toBe(0);
  expect(await settled(records.read(0))).toEqual([]);
  expect(await settled(records.read(0))).toEqual([]);
  expect(Date.now() - start).toBe(100);
});

it('asks once where the server refuses what was asked', async () => {
  const refuses: Step = () => {
    throw coded('42501');
  };
  const pool = poolOf([], [nothing, refuses]);
  await expect(postgresRecords(pool, 't').read(0)).rejects.toThrow('42501');
  expect(pool.asked).toHaveLength(2);
});

it.each([
  ['08006', true],
  ['57P02', true],
  ['53300', true],
  ['EAI_AGAIN', true],
  ['23505', false],
  ['28P01', false],
])('code %s: broken is %s', (code, broken) => {
  expect(isConnectionError(coded(code))).toBe(broken);
});

it.each([
  ['Connection terminated unexpectedly', true],
  ['Client has encountered a connection error and is not queryable', true],
  ['Cannot use a pool after calling end on the pool', false],
])('%s: broken is %s', (message, broken) => {
  expect(isConnectionError(new Error(message))).toBe(broken);
});
