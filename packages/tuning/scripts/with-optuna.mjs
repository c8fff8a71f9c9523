// Optuna goes on with what we have written into a journal, a SQLite database and a Redis server, and we with what it made of them.
// Run by hand, with Optuna, SQLAlchemy and Python's redis, and with an empty Redis server:
// PYTHON=python3 REDIS=redis://localhost:6379 node --conditions=@glassbox/source --import tsx packages/tuning/scripts/with-optuna.mjs
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createStudy,
  exportJournal,
  exportSqlite,
  importSqlite,
  journal,
  memory,
  randomSampler,
  redisJournal,
  sqlite,
} from '@glassbox/tuning';

const script = fileURLToPath(new URL('../../../reference/tuning_storages.py', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'glassbox-optuna-'));
const sampler = randomSampler({ seed: 1 });

/** @typedef {{ number: number, state: string, values: string[] | null, params: Record<string, unknown> }} PythonTrial */

/** @param {string} place @param {number} trials @returns {PythonTrial[]} All trials of the study, as Optuna has them after some of its own. */
function optunaGoesOn(place, trials) {
  const given = [script, 'go-on', place, 'study', String(trials)];
  const output = execFileSync(process.env.PYTHON ?? 'python3', given, { encoding: 'utf8' });
  return JSON.parse(output.trim().split('\n').at(-1) ?? '').trials;
}

/** @param {import('@glassbox/tuning').Trial} trial */
function objective(trial) {
  const x = trial.float('x', -5, 5);
  const kind = trial.categorical('kind', ['flat', 'deep', null, true]);
  for (const [step, value] of [Number.NaN, Number.NEGATIVE_INFINITY, x].entries()) trial.report(value, step);
  trial.setConstraint('c', x);
  trial.setAttribute('note', { text: 'größer, "quoted" 🙂\n', numbers: [1, null] });
  return kind === 'deep' ? Number.POSITIVE_INFINITY : x * x;
}

/** @param {import('@glassbox/tuning').Storage} storage @param {number} trials */
async function weGoOn(storage, trials) {
  const study = await createStudy({ storage, sampler });
  if (study.trials.length === 0) await study.enqueue({ x: 0.5 });
  await study.optimize(objective, { trials });
  return study.trials;
}

/** @param {string} name @param {readonly import('@glassbox/tuning').TrialRecord[]} ours @param {PythonTrial[]} theirs */
function compare(name, ours, theirs) {
  const seen = ours.map(({ number, state, values, params }) => [
    number,
    state.toUpperCase(),
    values?.map(String),
    params.x,
    params.kind,
  ]);
  const told = theirs.map(({ number, state, values, params }) => [
    number,
    state,
    values?.map((value) => String(Number(value.replace('inf', 'Infinity')))),
    params.x,
    params.kind,
  ]);
  const isSame = JSON.stringify(seen) === JSON.stringify(told.slice(0, seen.length));
  console.log(`${name}: ${theirs.length} trials, ${isSame ? 'the same' : 'NOT THE SAME'} on both sides`);
  if (!isSame) process.exitCode = 1;
}

const storage = memory();
const inMemory = await weGoOn(storage, 12);
const exported = join(folder, 'exported.db');
await exportSqlite(storage, exported);
compare('exported database', inMemory, optunaGoesOn(`sqlite:///${exported}`, 5));
const imported = await createStudy({ storage: (await importSqlite(exported)).storage });
compare('imported database', imported.trials, optunaGoesOn(`sqlite:///${exported}`, 0));
const text = join(folder, 'exported.log');
writeFileSync(text, await exportJournal(storage));
compare('exported journal', inMemory, optunaGoesOn(text, 5));

const url = process.env.REDIS ?? 'redis://localhost:6379';
const path = join(folder, 'live.db');
const file = join(folder, 'live.log');
/** @type {[string, () => import('@glassbox/tuning').Storage, string][]} */
const live = [
  ['database', () => sqlite(path), `sqlite:///${path}`],
  ['journal', () => journal(file), file],
  ['redis', () => redisJournal({ url, prefix: 'sweep' }), `${url}#sweep`],
];
for (const [name, open, place] of live) {
  for (const [ours, theirs] of [
    [12, 5],
    [5, 5],
    [150, 150],
  ]) {
    const opened = open();
    const trials = await weGoOn(opened, ours ?? 0);
    await opened.close?.();
    compare(`live ${name}`, trials, optunaGoesOn(place, theirs ?? 0));
  }
}
rmSync(folder, { recursive: true });
