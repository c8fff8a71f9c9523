import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asha } from '../../pruners/successive-halving.js';
import { randomSampler } from '../../samplers/random.js';
import { categoricalDistribution, floatDistribution, intDistribution } from '../../space/distribution.js';
import { createStudy } from '../../study/study.js';
import type { Trial } from '../../study/trial.js';
import { storageConformance } from '../../testing/storages.js';
import { holderText } from '../journal/lock-holder.js';
import { parsePythonJson } from '../journal/python-json.js';
import { memory } from '../memory.js';
import type { Operation } from '../operation.js';
import { Replay, type ReplayedStudy } from '../replay.js';
import type { Storage } from '../storage.js';
import { type Database, inSqlite, type SqlValue, sqliteDriver } from './database.js';
import { exportSqlite, importSqlite } from './export-import.js';
import { sqlite } from './sqlite.js';

const golden = fileURLToPath(new URL('../golden/optuna5_sqlite.db', import.meta.url));
const openDatabase = sqliteDriver('The test');
let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'glassbox-sqlite-'));
  path = join(folder, 'sweep.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function using<T>(file: string, work: (database: Database) => T): T {
  const database = openDatabase(file);
  try {
    return work(database);
  } finally {
    database.close();
  }
}

/** What Optuna's tables hold, with the JSON in them read, in no order. */
function contentsOf(file: string): Record<string, unknown[]> {
  return using(file, (database) => {
    const tables = database.all("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'glassbox%'");
    const read = ([column, value]: [string, SqlValue]) =>
      [column, column.endsWith('_json') ? parsePythonJson(String(value)) : value] as const;
    const rowsOf = (table: string) =>
      database
        .all(`SELECT * FROM ${table}`)
        .map((row) => Object.fromEntries(Object.entries(row).map(read)))
        .map(({ library_version: _, ...row }) => row);
    return Object.fromEntries(tables.map(({ name }) => [String(name), rowsOf(String(name))]));
  });
}

const replayOf = async (storage: Storage): Promise<Replay> => {
  const replay = new Replay();
  replay.apply((await storage.read(0)).operations);
  return replay;
};

/** A study with what tables can hold of it. */
const shown = ({ name, directions, trials, userAttributes, systemAttributes }: ReplayedStudy) => ({
  name,
  directions,
  userAttributes,
  systemAttributes,
  trials: trials.map(({ id, owner, lease, claims, losses, signs, intermediateVectors, ...trial }) => trial),
});

const worker = 'w';
const kinds = categoricalDistribution(['größe 🙂', null, true, false, 2.5, 'null']);
/** What is lost first, in three studies of which the second is deleted. */
const hard: readonly Operation[] = [
  { op: 'create-study', name: 'größe "1" 🙂', directions: ['minimize', 'maximize'], worker },
  { op: 'create-study', name: 'deleted', directions: ['minimize'], worker },
  { op: 'create-study', name: 'third', directions: ['maximize'], worker },
  {
    op: 'set-study-attribute',
    study: 0,
    owner: 'user',
    key: 'k "',
    value: [null, Number.NaN, { ß: -Infinity }],
    worker,
  },
  { op: 'set-study-attribute', study: 0, owner: 'system', key: 'study:metric_names', value: ['a', 'b'], worker },
  { op: 'create-trial', study: 1, state: 'running', worker, time: 1 },
  { op: 'create-trial', study: 0, state: 'running', worker, time: 1_764_117_938_123.456 },
  {
    op: 'set-param',
    trial: 1,
    name: 'rate',
    value: 1e-300,
    distribution: floatDistribution(1e-300, 1, { log: true }),
    worker,
  },
  {
    op: 'set-param',
    trial: 1,
    name: 'step',
    value: 0.1 + 0.2,
    distribution: floatDistribution(0, 1, { step: 0.1 }),
    worker,
  },
  { op: 'set-param', trial: 1, name: 'units', value: 7, distribution: intDistribution(1, 9, { step: 2 }), worker },
  ...kinds.choices.map(
    (_, i): Operation => ({ op: 'set-param', trial: 1, name: `kind ${i}`, value: i, distribution: kinds, worker }),
  ),
  ...[Number.NaN, Infinity, -Infinity, 0.1, 5e-324].map(
    (value, step): Operation => ({ op: 'report', trial: 1, step: step * 1000, value, worker }),
  ),
  { op: 'set-attribute', trial: 1, owner: 'user', key: 'long', value: 'ü🙂"\n'.repeat(5000), worker },
  ...[0, 1, 2].map(
    (i): Operation => ({
      op: 'set-attribute',
      trial: 1,
      owner: 'system',
      key: `cma:optimizer:${i}`,
      value: 'ab'.repeat(1022),
      worker,
    }),
  ),
  { op: 'set-attribute', trial: 1, owner: 'system', key: 'constraints:memory', value: -0.5, worker },
  {
    op: 'create-trial',
    study: 2,
    state: 'waiting',
    worker,
    template: {
      params: {},
      distributions: {},
      intermediateValues: [],
      userAttributes: {},
      systemAttributes: { fixed_params: { a: null } },
    },
  },
  { op: 'delete-study', study: 1, worker },
  { op: 'set-state', trial: 1, state: 'complete', values: [Infinity, -Infinity], worker, time: 1_764_117_939_000.001 },
  { op: 'report', trial: 1, step: 9, value: 1, worker },
  { op: 'create-trial', study: 2, state: 'running', worker, time: 5 },
  { op: 'set-state', trial: 3, state: 'pruned', values: [0.25], worker, time: 7 },
  { op: 'create-trial', study: 2, state: 'running', worker, time: 5 },
  { op: 'set-state', trial: 4, state: 'failed', worker, time: 7 },
];

async function hardStorage(): Promise<Storage> {
  const storage = memory();
  await storage.update(0, () => hard);
  return storage;
}

describe("Optuna's own database", () => {
  it('is read without loss', async () => {
    const { storage, damaged } = await importSqlite(golden);
    expect(damaged).toEqual([]);
    const study = (await replayOf(storage)).study('x')!;
    expect(study.directions).toEqual(['minimize', 'maximize']);
    expect(study.systemAttributes).toEqual({ 'study:metric_names': ['m1', 'm2'] });
    expect(study.trials.map(({ state, values, params }) => [state, values, params])).toEqual([
      ['complete', [1, 7], { a: 1, b: 7 }],
      ['complete', [0.25, 2], { a: 0.25, b: 2 }],
      ['complete', [0.25, 3], { a: 0.25, b: 3 }],
      ['waiting', undefined, {}],
    ]);
    expect(study.trials[0]!.distributions.a).toEqual(floatDistribution(0, 1, { step: 0.25 }));
    expect(study.trials[0]!.startedAt).toBeCloseTo(Date.parse('2026-11-23T08:38:24Z') + 932.786, 3);
    expect(study.trials[3]!.systemAttributes).toEqual({ fixed_params: { a: 0.5 } });
  });

  it('comes out as it was: tables, indices and rows', async () => {
    const { storage } = await importSqlite(golden);
    await exportSqlite(storage, path);
    const schemaOf = (file: string) =>
      using(file, (database) => database.all('SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name'));
    expect(schemaOf(path)).toEqual(schemaOf(golden));
    expect(contentsOf(path)).toEqual(contentsOf(golden));
  });

  it('goes on, and gives a waiting trial', async () => {
    copyFileSync(golden, path);
    const storage = sqlite(path);
    const study = await createStudy({
      name: 'x',
      directions: ['minimize', 'maximize'],
      storage,
      sampler: randomSampler({ seed: 1 }),
    });
    await study.optimize((trial) => [trial.float('a', 0, 1, { step: 0.25 }), trial.int('b', 1, 9)], { trials: 2 });
    await storage.close!();
    expect(study.trials.map(({ number }) => number)).toEqual([0, 1, 2, 3, 4]);
    expect(study.trials[3]!.params.a).toBe(0.5);
    const { trials, trial_values: values } = contentsOf(path);
    expect(trials).toHaveLength(5);
    expect(trials!.slice(0, 3)).toEqual(contentsOf(golden).trials!.slice(0, 3));
    expect(values).toHaveLength(10);
  });
});

it('a log comes back from a database with all that tables can hold', async () => {
  const storage = await hardStorage();
  await exportSqlite(storage, path);
  const { storage: again, damaged } = await importSqlite(path);
  expect(damaged).toEqual([]);
  const [before, after] = [await replayOf(storage), await replayOf(again)];
  expect(after.studies.map(shown)).toEqual(before.studies.map(shown));
  expect(after.studies[0]!.trials[0]!.values).toEqual([Infinity, -Infinity]);
  await expect(exportSqlite(storage, path)).rejects.toMatchObject({ code: 'not-empty' });
  await expect(importSqlite(path, storage)).rejects.toMatchObject({ code: 'not-empty' });
});

it('a value that is no JSON is set aside, and the rest is kept', async () => {
  await exportSqlite(await hardStorage(), path);
  using(path, (database) => {
    database.run("UPDATE trial_params SET distribution_json = '{' WHERE param_name = 'units'");
    database.run("UPDATE study_user_attributes SET value_json = 'nothing'");
  });
  const { storage, damaged } = await importSqlite(path);
  expect(damaged.map(({ table, key, text }) => [table, key, text])).toEqual([
    ['study_user_attributes', 'k "', 'nothing'],
    ['trial_params', 'units', '{'],
  ]);
  const [study] = (await replayOf(storage)).studies;
  expect(Object.keys(study!.trials[0]!.params)).toHaveLength(8);
  const live = sqlite(path);
  expect((await replayOf(live)).studies.map(shown)).toEqual((await replayOf(storage)).studies.map(shown));
  expect(live.damaged).toHaveLength(2);
  await live.close!();
});

storageConformance(
  {
    name: 'sqlite',
    isShared: false,
    open: (place) => sqlite(join(folder, `${place}.db`)),
  },
  { describe, it },
);

describe('a live database', () => {
  const objective = (trial: Trial) => {
    const x = trial.float('x', -5, 5);
    for (let step = 0; step < 4; step++) trial.report(step === 1 ? Number.NaN : x * x - step, step);
    return trial.categorical('kind', ['a', null]) === null ? Infinity : x * x;
  };

  it('has in its tables what an export has', async () => {
    const storage = sqlite(path);
    await storage.update(0, () => hard.slice(0, 15));
    await storage.update(0, () => hard.slice(15));
    const study = await createStudy({ storage, pruner: asha({ minResource: 1 }), sampler: randomSampler({ seed: 1 }) });
    await study.enqueue({ x: 0 });
    await study.optimize(objective, { trials: 10 });
    const exported = join(folder, 'exported.db');
    await exportSqlite(storage, exported);
    await storage.close!();
    const withoutIds = (contents: ReturnType<typeof contentsOf>) =>
      Object.entries(contents).map(([table, rows]) => [
        table,
        rows
          .map((row) => JSON.stringify(Object.entries(row as object).filter(([column]) => !/_id$/.test(column))))
          .sort(),
      ]);
    expect(withoutIds(contentsOf(path))).toEqual(withoutIds(contentsOf(exported)));
  });

  it('takes over what Optuna has changed meanwhile, and keeps its own log where nothing was', async () => {
    const storage = sqlite(path);
    await storage.update(0, () => hard);
    const before = await storage.read(0);
    await storage.close!();
    expect(await storage.read(0)).toEqual(before);
    await storage.close!();
    using(path, (database) => {
      database.run("INSERT INTO trials VALUES (NULL, 3, 3, 'RUNNING', '2026-01-01 00:00:00.000000', NULL)");
      database.run("INSERT INTO trial_user_attributes VALUES (NULL, 6, 'by', '\"Optuna\"')");
    });
    const study = await createStudy({
      name: 'third',
      directions: ['maximize'],
      storage,
      sampler: randomSampler({ seed: 1 }),
    });
    expect(study.trials.map(({ state }) => state)).toEqual(['waiting', 'pruned', 'failed', 'running']);
    expect(study.trials[3]!.userAttributes).toEqual({ by: 'Optuna' });
    await study.optimize((trial) => trial.float('x', 0, 1), { trials: 2 });
    await storage.close!();
    const ids = contentsOf(path).trials!.map((row) => Object.values(row as object).slice(0, 3));
    expect(ids).toEqual([
      [2, 0, 1],
      [3, 0, 3],
      [4, 1, 3],
      [5, 2, 3],
      [6, 3, 3],
      [7, 4, 3],
    ]);
  });

  it('takes nothing of a change that SQLite refuses', async () => {
    const storage = sqlite(path);
    await storage.update(0, () => hard);
    const before = await storage.read(0);
    const study: Operation = { op: 'create-study', name: 'x', directions: ['minimize'], worker };
    const noChoice: Operation = { op: 'set-param', trial: 4, name: 'kind', value: 99, distribution: kinds, worker };
    const trial: Operation = { op: 'create-trial', study: 3, state: 'running', worker };
    await expect(storage.update(0, () => [study, trial, { ...noChoice, trial: 5 }])).rejects.toThrow(/not among/);
    expect(await storage.read(0)).toEqual(before);
    mkdirSync(`${path}.lock`);
    await expect(storage.update(0, () => [study])).rejects.toMatchObject({ code: 'storage-locked' });
    rmSync(`${path}.lock`, { recursive: true });
    expect(await storage.read(0)).toEqual(before);
    expect(await storage.update(0, () => [study])).toBe(before.next + 1);
    await storage.close!();
  });

  it('is for one process at a time, and is taken over from one that has died', async () => {
    const storage = sqlite(path);
    await storage.read(0);
    await expect(sqlite(path).read(0)).rejects.toMatchObject({ code: 'storage-locked' });
    await storage.close!();
    expect(existsSync(`${path}.writer`)).toBe(false);
    const holder = JSON.parse(holderText()) as { space: string };
    // Numbers of processes end long before this one.
    writeFileSync(`${path}.writer`, JSON.stringify({ ...holder, pid: 2 ** 30 }));
    mkdirSync(`${path}.lock`);
    expect((await storage.read(0)).operations).toEqual([]);
    await storage.close!();
    writeFileSync(`${path}.writer`, JSON.stringify({ pid: 1, space: `not ${hostname()}` }));
    await expect(storage.read(0)).rejects.toThrow(/is open already/);
    rmSync(`${path}.writer`);
    mkdirSync(`${path}.lock`);
    await expect(storage.read(0)).rejects.toThrow(/remove the folder/);
    expect(existsSync(`${path}.writer`)).toBe(false);
  });
});

describe('a database that cannot be used', () => {
  it('is named with what is wrong: another revision, no table of Optuna, no database, no folder', async () => {
    copyFileSync(golden, path);
    using(path, (database) => database.run("UPDATE alembic_version SET version_num = 'v9.0.0.a'"));
    for (const open of [() => importSqlite(path), () => sqlite(path).read(0)]) {
      await expect(open()).rejects.toMatchObject({ code: 'storage-version' });
      await expect(open()).rejects.toThrow(/revision v9\.0\.0\.a, and v3\.2\.0\.a is expected/);
    }
    using(path, (database) => database.exec('DROP TABLE alembic_version'));
    await expect(importSqlite(path)).rejects.toThrow(/not of Optuna/);
    writeFileSync(path, 'This is a text that is longer than the header of a database.'.repeat(30));
    await expect(importSqlite(path)).rejects.toMatchObject({ code: 'storage-version' });
    await expect(importSqlite(join(folder, 'none.db'))).rejects.toMatchObject({ code: 'storage-failed' });
    const wrong = memory();
    await wrong.update(0, () => [
      ...hard,
      { op: 'set-param', trial: 2, name: 'k', value: 9, distribution: kinds, worker },
    ]);
    const partial = join(folder, 'partial.db');
    await expect(exportSqlite(wrong, partial)).rejects.toThrow(/not among/);
    expect(existsSync(partial)).toBe(false);
    const lost = join(folder, 'missing', 'sweep.db');
    await expect(sqlite(lost).read(0)).rejects.toMatchObject({ code: 'storage-failed' });
    await expect(exportSqlite(memory(), lost)).rejects.toMatchObject({ code: 'storage-failed' });
  });

  it('says that the disk is read-only or full, and what SQLite said', () => {
    const database = openDatabase(path);
    database.exec('CREATE TABLE a (b)');
    database.exec('PRAGMA max_page_count = 3');
    const fill = () => inSqlite(path, () => database.run('INSERT INTO a VALUES (?)', ['b'.repeat(20_000)]));
    expect(fill).toThrow(expect.objectContaining({ code: 'storage-full' }));
    expect(fill).toThrow(/database or disk is full/);
    database.exec('PRAGMA query_only = 1');
    const write = () => inSqlite(path, () => database.run('DELETE FROM a'));
    expect(write).toThrow(expect.objectContaining({ code: 'storage-read-only' }));
    database.close();
    const says = (message: string) => () =>
      inSqlite(path, () => {
        throw Object.assign(new Error(message), { code: message.slice(0, message.indexOf(':')) });
      });
    expect(says('ENOSPC: no space left on device')).toThrow(expect.objectContaining({ code: 'storage-full' }));
    expect(says('EROFS: read-only file system')).toThrow(expect.objectContaining({ code: 'storage-read-only' }));
  });
});
