import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Objective } from '../../executors/executor.js';
import { asha } from '../../pruners/successive-halving.js';
import { randomSampler } from '../../samplers/random.js';
import { tpe } from '../../samplers/tpe/tpe.js';
import { createStudy } from '../../study/study.js';
import type { Operation } from '../operation.js';
import { Replay } from '../replay.js';
import { FileLock } from './file-lock.js';
import { journal } from './journal.js';
import { nodeFiles } from './node-files.js';
import { parsePythonJson, toPythonJson } from './python-json.js';
import { fromRecord, type JournalRecord, toRecord } from './records.js';
import { timeFromText, timeToText } from './times.js';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'glassbox-journal-'));
  path = join(folder, 'sweep.log');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const raise = (code: string): never => {
  throw Object.assign(new Error(code), { code });
};
const recorded = readFileSync(new URL('../golden/optuna5_journal.log', import.meta.url), 'utf8');
const mixed: Objective = (trial) => {
  const x = trial.float('x', -5, 5);
  const deep = trial.categorical('kind', ['flat', 'deep', null, true]) === 'deep' ? trial.int('depth', 1, 9) : 0;
  for (let step = 0; step < 4; step++) trial.report(x * x + deep - step, step);
  trial.setAttribute('note', { text: 'größer, "quoted"\n', numbers: [1, Number.NaN] });
  return x === 0 ? Number.POSITIVE_INFINITY : x * x + deep;
};

describe("Optuna's own journal", () => {
  it('is read without loss', async () => {
    writeFileSync(path, recorded);
    const storage = journal(path);
    const { operations, next } = await storage.read(0);
    expect(next).toBe(Buffer.byteLength(recorded));
    expect(storage.damaged).toEqual([]);
    const replay = new Replay();
    replay.apply(operations);
    const { directions, trials } = replay.study('x')!;
    expect(directions).toEqual(['minimize']);
    expect(trials.map(({ state }) => state)).toEqual(['complete', 'complete', 'complete']);
    expect(trials[2]).toMatchObject({ params: { a: 0.1 }, values: [1] });
    expect([...trials[2]!.intermediateValues]).toEqual([[3, 0.5]]);
    expect(trials[0]).toMatchObject({
      params: { a: 0.7248851061074739 },
      values: [Number.POSITIVE_INFINITY],
      constraints: { c: 0.5 },
      userAttributes: { k: Number.NEGATIVE_INFINITY },
      startedAt: Date.parse('2026-11-23T08:38:25.105Z') + 0.132,
    });
    expect([...trials[0]!.intermediateValues]).toEqual([
      [0, Number.NaN],
      [1, Number.POSITIVE_INFINITY],
    ]);
    expect(trials[1]!.params).toEqual({ a: 0.25 });
  });

  /** A record with what is JSON in it read, and one value as a list of one. */
  function normalized(record: JournalRecord): object {
    const read = (value: unknown) => JSON.parse(String(value)) as unknown;
    const fields = Object.entries(record).map(([key, value]) => {
      if (key.startsWith('datetime') && typeof value === 'string') return [key, timeToText(timeFromText(value)!)];
      if (key === 'distribution') return [key, read(value)];
      if (key === 'distributions') return [key, Object.values(value as object).map(read)];
      return [key, value];
    });
    const { value = null, values, ...others } = Object.fromEntries(fields) as Record<string, unknown>;
    return { ...others, values: value === null ? values : [value] };
  }

  it('comes out as it was, record for record', () => {
    for (const line of recorded.trim().split('\n')) {
      const record = parsePythonJson<JournalRecord>(line);
      const again = parsePythonJson<JournalRecord>(toPythonJson(toRecord(fromRecord(record)!)));
      expect(normalized(again)).toEqual(normalized(record));
    }
  });

  it('goes on', async () => {
    writeFileSync(path, recorded);
    const study = await createStudy({ name: 'x', storage: journal(path), sampler: randomSampler({ seed: 1 }) });
    await study.optimize((trial) => trial.float('a', 0, 1), { trials: 2 });
    expect(study.trials.map(({ number }) => number)).toEqual([0, 1, 2, 3, 4]);
    expect(readFileSync(path, 'utf8').startsWith(recorded)).toBe(true);
  });
});

describe('a journal', () => {
  it('keeps a study from one opening to the next', async () => {
    const settings = { sampler: tpe({ seed: 3 }), pruner: asha({ minResource: 1 }) };
    const first = await createStudy({ ...settings, storage: journal(path) });
    await first.enqueue({ x: 0 });
    await first.optimize(mixed, { trials: 20 });
    const again = await createStudy({ ...settings, storage: journal(path) });
    expect(again.trials).toEqual(first.trials);
    expect(again.trials[0]!.values).toEqual([Number.POSITIVE_INFINITY]);
    expect(
      readFileSync(path, 'utf8')
        .split('\n')
        .every((line) => line === '' || line.startsWith('{"op_code":')),
    ).toBe(true);
  });

  it('gives the same trials as memory', async () => {
    const inMemory = await createStudy({ sampler: tpe({ seed: 3 }) });
    const inFile = await createStudy({ sampler: tpe({ seed: 3 }), storage: journal(path) });
    for (const study of [inMemory, inFile]) await study.optimize(mixed, { trials: 25 });
    expect(inFile.trials.map(({ params }) => params)).toEqual(inMemory.trials.map(({ params }) => params));
  });

  it('passes over what is no record, with its position, and keeps the rest', async () => {
    const study = await createStudy({ storage: journal(path), sampler: randomSampler({ seed: 1 }) });
    await study.optimize(mixed, { trials: 3 });
    const { length } = readFileSync(path);
    appendFileSync(path, 'no record\n{"op_code":5,"worker_id":"w","trial_id":0}\n');
    await study.optimize(mixed, { trials: 2 });
    const storage = journal(path);
    const again = await createStudy({ storage });
    expect(again.trials).toHaveLength(5);
    expect(storage.damaged.map(({ position, text }) => [position, text.slice(0, 9)])).toEqual([
      [length, 'no record'],
      [length + 10, '{"op_code'],
    ]);
    expect(storage.damaged[1]!.reason).toMatch(/'distribution'/);
  });

  it('moves the end of a line aside that a worker left unfinished', async () => {
    const study = await createStudy({ storage: journal(path), sampler: randomSampler({ seed: 1 }) });
    await study.optimize(mixed, { trials: 2 });
    appendFileSync(path, '{"op_code":6,"worker_id":"w","trial_id":1,"sta');
    const storage = journal(path);
    const again = await createStudy({ storage, sampler: randomSampler({ seed: 1 }) });
    await again.optimize(mixed, { trials: 1 });
    expect(storage.damaged).toHaveLength(1);
    const last = await createStudy({ storage: journal(path) });
    expect(last.trials.map(({ state }) => state)).toEqual(['complete', 'complete', 'complete']);
    expect(readFileSync(path, 'utf8')).not.toContain('"sta\n');
  });

  it('waits for a lock as Optuna makes it, and takes over one that was left behind', async () => {
    const storage = journal(path);
    writeFileSync(path, '');
    symlinkSync(path, `${path}.lock`);
    const operation: Operation = { op: 'create-study', name: 'a', directions: ['minimize'], worker: 'w' };
    let isDone = false;
    const appended = storage
      .update(0, () => [operation])
      .then(() => {
        isDone = true;
      });
    await new Promise((resolve) => setImmediate(resolve));
    expect(isDone).toBe(false);
    rmSync(`${path}.lock`);
    await appended;
    expect((await storage.read(0)).operations).toEqual([operation]);
  });

  it('has no lock that does not say whose it is, and nothing is left of one that could not be made', async () => {
    const failing = { ...nodeFiles(), writeSync: () => raise('ENOSPC') };
    await expect(new FileLock(failing, path).acquire()).rejects.toThrow(/ENOSPC/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('locks where files cannot have a second name', async () => {
    const [first, second] = [0, 1].map(() => new FileLock({ ...nodeFiles(), linkSync: () => raise('EPERM') }, path));
    await first!.acquire();
    expect(first!.isOurs).toBe(true);
    const order: string[] = [];
    const waiting = second!.acquire().then(() => order.push('second'));
    await new Promise((resolve) => setImmediate(resolve));
    order.push('first');
    first!.release();
    await waiting;
    expect(order).toEqual(['first', 'second']);
    second!.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('takes a lock over at once whose holder has died, and not one of a process that lives', async () => {
    const storage = journal(path);
    const operation: Operation = { op: 'create-study', name: 'a', directions: ['minimize'], worker: 'w' };
    const die =
      `const { FileLock } = await import(${JSON.stringify(new URL('file-lock.ts', import.meta.url).href)});` +
      `const { nodeFiles } = await import(${JSON.stringify(new URL('node-files.ts', import.meta.url).href)});` +
      `await new FileLock(nodeFiles(), ${JSON.stringify(path)}).acquire(); process.kill(process.pid, 'SIGKILL');`;
    const options = ['--conditions=@glassbox/source', '--import', 'tsx', '--input-type=module', '--eval', die];
    expect(spawnSync(process.execPath, options).signal).toBe('SIGKILL');
    expect(existsSync(`${path}.lock`)).toBe(true);
    await storage.update(0, () => [operation]);
    expect(existsSync(`${path}.lock`)).toBe(false);
    const lock = new FileLock(nodeFiles(), path);
    await lock.acquire();
    let isDone = false;
    const added = storage
      .update(0, () => [operation])
      .then(() => {
        isDone = true;
      });
    for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
    expect(isDone).toBe(false);
    lock.release();
    await added;
  });

  it('says so where the file system refuses', async () => {
    const storage = journal(join(folder, 'missing', 'sweep.log'));
    await expect(createStudy({ storage })).rejects.toMatchObject({ code: 'storage-failed' });
    await expect(journal(folder).read(0)).rejects.toThrow(/could not be read/);
  });
});

describe("Python's JSON", () => {
  it('is read and written, with numbers that JSON has no word for', () => {
    const text = '{"a":[NaN,-Infinity,Infinity,1e-7],"NaN":"Infinity, \\"NaN\\"","n":null,"t":true}';
    const value = parsePythonJson(text);
    expect(value).toEqual({ a: [Number.NaN, -Infinity, Infinity, 1e-7], NaN: 'Infinity, "NaN"', n: null, t: true });
    expect(toPythonJson(value)).toBe(text);
    expect(() => parsePythonJson('{"a":Nan}')).toThrow(SyntaxError);
  });

  it('has times that Python can read', () => {
    expect(timeToText(0)).toBe('1970-01-01T00:00:00.000000+00:00');
    const text = '2026-11-23T08:38:25.107939+00:00';
    expect(timeFromText(text)).toBe(Date.UTC(2026, 10, 23, 8, 38, 25, 107) + 0.939);
    expect(timeToText(timeFromText(text)!)).toBe(text);
    for (const micro of [0, 1, 499, 999_999]) {
      const each = `2026-11-23T08:38:25.${String(micro).padStart(6, '0')}+00:00`;
      expect(timeToText(timeFromText(each)!)).toBe(each);
    }
    expect(timeFromText(null)).toBeUndefined();
  });
});
