import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Folder } from './program.js';

const folder = new Folder();
afterAll(() => folder.remove());

beforeAll(async () => {
  folder.write(
    'odd.mjs',
    `export const study = { name: 'odd ones' };
    export default (trial) => {
      const x = trial.float('x', 0, 1, { step: 0.25 });
      trial.categorical('kind', ['a "b", c', null, 3, true]);
      trial.setAttribute('note', { text: 'größer, "quoted"' });
      trial.setConstraint('small', x - 0.5);
      trial.report(x, 0);
      if (trial.number === 2) throw new Error('It broke.');
      return trial.number === 3 ? Infinity : x;
    };`,
  );
  const ended = await folder.ask(
    'run',
    'odd.mjs',
    '--trials',
    '8',
    '--seed',
    '4',
    '--storage',
    'odd.log',
    '--workers',
    '0',
  );
  expect(ended.status, ended.err).toBe(0);
});

it('export and import give the same study, as JSON, as a journal and as SQLite', async () => {
  for (const to of ['odd.json', 'copy.log', 'copy.db']) {
    const ended = await folder[to === 'copy.log' ? 'run' : 'ask']('export', '--storage', 'odd.log', '--to', to);
    expect(ended.status, ended.err).toBe(0);
  }
  const whole = readFileSync(folder.file('odd.json'), 'utf8');
  expect(whole).toContain('"Infinity"');
  for (const [i, file] of ['odd.json', 'copy.log', 'copy.db'].entries()) {
    const imported = await folder.ask('import', file, '--storage', 'all.log', '--as', `copy ${i}`);
    expect(imported.status, imported.err).toBe(0);
    await folder.ask('export', '--storage', 'all.log', '--name', `copy ${i}`, '--to', 'again.json');
    const again = readFileSync(folder.file('again.json'), 'utf8');
    expect(again).toBe(whole.replace('"name":"odd ones"', `"name":"copy ${i}"`));
  }
  const taken = await folder.ask('import', 'odd.json', '--storage', 'odd.log');
  expect([taken.status, taken.err]).toEqual([2, expect.stringContaining("There is a study 'odd ones' already")]);
  const listed = await folder.ask('list', '--storage', 'all.log');
  expect(listed.out.match(/^copy \d {2}minimize {2}8 trials/gm)).toHaveLength(3);
});

it('a table of the trials has the columns of Optuna', async () => {
  await folder.ask('export', '--storage', 'odd.log', '--to', 'odd.csv');
  const [header, first] = readFileSync(folder.file('odd.csv'), 'utf8').split('\r\n');
  expect(header).toBe(
    'number,value,datetime_start,datetime_complete,duration,params_x,params_kind,user_attrs_note,state',
  );
  expect(first).toMatch(/^0,[\d.]+,\d{4}-.*Z,\d{4}-.*Z,[\d.]+,.*,"\{""text"":""größer, \\""quoted\\""""\}",COMPLETE$/);
});

it('a report is one page', async () => {
  const ended = await folder.ask('report', '--storage', 'odd.log');
  expect(ended.status, ended.err).toBe(0);
  expect(readFileSync(folder.file('report.html'), 'utf8')).toMatch(/^<!doctype html>[\s\S]*odd ones/);
});

it('status, best and importances tell people and programs', async () => {
  const ask = async (...argv: string[]) => (await folder.ask(...argv, '--storage', 'odd.log')).out;
  expect(await ask('status')).toMatch(
    /Study 'odd ones' \(minimize\): 8 trials \(7 complete, 1 failed\).*\nBest: .*\nTrial 2 failed: It broke\.\n/,
  );
  expect(JSON.parse(await ask('status', '--json'))).toMatchObject({ total: 8, running: [], trials: { failed: 1 } });
  const best = JSON.parse(await ask('best', '--json'));
  expect(best.constraints.small).toBeLessThanOrEqual(0);
  expect(await ask('best')).toContain(`(trial ${best.number}): x=`);
  const shares = Object.values(JSON.parse(await ask('importances', '--json')) as Record<string, number>);
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
  expect(await ask('importances')).toMatch(/^(x|kind) +\d\.\d{3} {2}=+\n/);
});

it('what the user can mend is one line and status 2', async () => {
  folder.write('empty.mjs', 'export const a = 1;');
  folder.write('newer.json', JSON.stringify({ format: 'glassbox-study', version: 9 }));
  const wrong: readonly (readonly [RegExp, ...string[]])[] = [
    [/There is no file 'none.mjs'/, 'run', 'none.mjs', '--trials', '1'],
    [/no function as its default export/, 'run', 'empty.mjs', '--trials', '1'],
    [/lower bound 3 is above/, 'run', 'odd.mjs', '--trials', '1', '--pruner', 'threshold:lower=3,upper=1'],
    [/There is no folder/, 'run', 'odd.mjs', '--trials', '1', '--storage', 'no/such/sweep.log'],
    [/no file 'none.log'/, 'status', '--storage', 'none.log'],
    [/has version 9 .* Update/, 'import', 'newer.json', '--storage', 'new.log'],
    [/is a folder/, 'run', 'odd.mjs', '--trials', '1', '--storage', '.'],
  ];
  for (const [message, ...argv] of wrong) {
    const { status, out, err } = await folder.ask(...argv);
    expect([status, out], err).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(err.trimEnd()).not.toContain('\n');
  }
  expect(existsSync(folder.file('new.log'))).toBe(false);
});
