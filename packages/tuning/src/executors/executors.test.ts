import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { median } from '../pruners/percentile.js';
import { grid } from '../samplers/grid.js';
import { tpe } from '../samplers/tpe/tpe.js';
import { createStudy } from '../study/study.js';
import type { Executor } from './executor.js';
import { inProcess } from './in-process.js';
import { workers } from './workers.js';

const folder = mkdtempSync(join(tmpdir(), 'glassbox-executors-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A module in a file of its own. */
function moduleOf(name: string, code: string): URL {
  const path = join(folder, name);
  writeFileSync(path, code);
  return pathToFileURL(path);
}

const parabola = moduleOf(
  'parabola.mjs',
  `export default async (trial) => {
    const x = trial.float('x', -5, 5);
    const kind = trial.categorical('kind', ['größe', null, true]);
    const depth = kind === null ? trial.int('depth', 1, 9, { log: true }) : 0;
    trial.setAttribute('note', { text: 'größer "quoted" \\n', pid: process.pid });
    for (let step = 0; step < 3; step++) trial.report((x - 2) ** 2 + depth - step, step);
    return (x - 2) ** 2 + depth + (trial.boolean('more') ? 1 : 0);
  };`,
);
const settings = { pruner: median({ startupTrials: 3 }) };

describe('workers', () => {
  it('give the trials that this process gives, from a process of their own', async () => {
    const here = await createStudy({ ...settings, sampler: tpe({ seed: 5 }) });
    const there = await createStudy({ ...settings, sampler: tpe({ seed: 5 }) });
    await here.optimize(parabola, { trials: 20, executor: inProcess() });
    await there.optimize(parabola, { trials: 20, executor: workers(1) });
    const told = ({ trials }: typeof here) =>
      trials.map(({ params, state, values, intermediateValues }) => ({ params, state, values, intermediateValues }));
    expect(told(there)).toEqual(told(here));
    expect(there.trials.some(({ state }) => state === 'pruned')).toBe(true);
    expect(there.trials[0]!.userAttributes.note).toMatchObject({ text: 'größer "quoted" \n' });
  });

  it('are several, each trial run once', async () => {
    const study = await createStudy({ sampler: grid({ a: [1, 2, 3, 4, 5, 6] }) });
    const objective = moduleOf(
      'grid.mjs',
      `export default (trial) => {
        trial.setAttribute('pid', process.pid);
        return trial.int('a', 1, 9);
      };`,
    );
    await study.optimize(objective, { executor: workers(2) });
    expect(study.trials.map(({ values }) => values)).toEqual([[1], [2], [3], [4], [5], [6]]);
    expect(new Set(study.trials.map(({ userAttributes }) => userAttributes.pid))).not.toContain(process.pid);
  });

  it('fail a trial that throws, gives NaN or kills its process, and go on in another process', async () => {
    const study = await createStudy({ sampler: grid({ way: [0, 1, 2, 3, 4, 5] }) });
    const objective = moduleOf(
      'failing.mjs',
      `export default (trial) => {
        const way = trial.int('way', 0, 9);
        if (way === 0) throw new Error('It has no memory left.');
        if (way === 1) process.exit(3);
        if (way === 2) process.kill(process.pid, 'SIGKILL');
        if (way === 3) return NaN;
        if (way === 4) return trial.float('x', 3, 1);
        return -Infinity;
      };`,
    );
    await study.optimize(objective, { executor: workers(1) });
    const told = study.trials.map(({ state, systemAttributes }) => [state, systemAttributes.fail_reason]);
    expect(told).toEqual([
      ['failed', 'It has no memory left.'],
      ['failed', 'The worker process ended with status 3.'],
      ['failed', 'The worker process ended with SIGKILL.'],
      ['failed', expect.stringMatching(/NaN/)],
      ['failed', expect.stringMatching(/no parameter 'x'|reversed/)],
      ['complete', undefined],
    ]);
    expect(study.trials[5]!.values).toEqual([Number.NEGATIVE_INFINITY]);
  });

  it('bring over by how much a constraint is violated, and fail a trial that cannot say', async () => {
    const study = await createStudy({ sampler: grid({ way: [0, 1, 2] }) });
    const objective = moduleOf(
      'constrained.mjs',
      `export default (trial) => {
        const way = trial.int('way', 0, 9);
        trial.setConstraint('memory', [0.5, Infinity, NaN][way]);
        return way;
      };`,
    );
    await study.optimize(objective, { executor: workers(1) });
    expect(study.trials.map(({ state, constraints }) => [state, constraints])).toEqual([
      ['complete', { memory: 0.5 }],
      ['complete', { memory: Number.POSITIVE_INFINITY }],
      ['failed', {}],
    ]);
    expect(study.trials[2]!.systemAttributes.fail_reason).toMatch(/violation of 'memory' is a number, but NaN came/);
  });

  it('refuse a function and a module without one', async () => {
    const study = await createStudy();
    await expect(study.optimize(() => 1, { trials: 1, executor: workers(1) })).rejects.toThrow(/Pass its URL/);
    const empty = moduleOf('empty.mjs', 'export const a = 1;');
    await expect(study.optimize(empty, { trials: 1, executor: workers(2) })).rejects.toMatchObject({
      code: 'bad-objective',
    });
    await expect(study.optimize(empty, { trials: 1 })).rejects.toMatchObject({ code: 'bad-objective' });
    await expect(study.optimize(new URL('file:///no/such.mjs'), { trials: 1, executor: workers(1) })).rejects.toThrow(
      /cannot be run/,
    );
    expect(study.trials).toEqual([]);
    expect(() => workers(0)).toThrow(/at least 1/);
    expect(() => inProcess(1.5)).toThrow(/at least 1/);
  });

  it('pass on what the objective prints', async () => {
    const study = await createStudy();
    const objective = moduleOf(
      'printing.mjs',
      "export default () => { console.log('größer'); console.error('oh'); return 1; };",
    );
    let text = '';
    const onOutput = (part: string) => {
      text += part;
    };
    await study.optimize(objective, { trials: 1, executor: workers(1, { onOutput }) });
    while (!/größer\n/.test(text) || !/oh\n/.test(text)) await new Promise((resolve) => setImmediate(resolve));
    expect(text).toHaveLength('größer\noh\n'.length);
  });

  it('end a trial that takes too long', async () => {
    const study = await createStudy({ sampler: grid({ way: [0, 1] }) });
    const objective = moduleOf(
      'slow.mjs',
      "export default (trial) => { if (trial.int('way', 0, 1) === 0) for (;;); return 1; };",
    );
    await study.optimize(objective, { executor: workers(1, { timeout: 0.3 }) });
    expect(study.trials.map(({ state }) => state)).toEqual(['failed', 'complete']);
    expect(study.trials[0]!.systemAttributes.fail_reason).toBe('The trial took longer than 0.3 seconds.');
    expect(() => workers(1, { timeout: 0 })).toThrow(/above 0/);
  });

  it('end with the signal, whatever they are doing', async () => {
    const study = await createStudy();
    const endless = moduleOf('endless.mjs', 'export default (trial) => { trial.report(1, 0); for (;;); };');
    const stop = new AbortController();
    const report = study.optimize(endless, { trials: 5, executor: workers(1), signal: stop.signal });
    while (study.trials[0]?.intermediateValues.size !== 1) await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    await expect(report).rejects.toMatchObject({ code: 'aborted' });
    expect(study.trials.map(({ state }) => state)).toEqual(['waiting']);
    await study.optimize(parabola, { trials: 1, executor: workers(1) });
    expect(study.trials.map(({ state }) => state)).toEqual(['complete']);
  });
});

describe('an executor of your own', () => {
  it('gives back a trial for which it has no place, however often, and fails as it says', async () => {
    const study = await createStudy({ sampler: grid({ a: [1, 2] }), losses: 1 });
    const full: Executor = {
      name: 'full',
      async run(_, source) {
        const trial = await source.next();
        await source.end(trial!, { state: 'waiting', lost: false, reason: 'There is no place.' });
        throw new Error('Full.');
      },
    };
    for (let i = 0; i < 3; i++) {
      await expect(study.optimize(() => 0, { executor: full })).rejects.toThrow('Full.');
      expect(study.trials.map(({ state }) => state)).toEqual(['waiting']);
    }
    await study.optimize((trial) => trial.int('a', 1, 2));
    expect(study.trials.map(({ state, values }) => [state, values])).toEqual([
      ['complete', [1]],
      ['complete', [2]],
    ]);
  });
});
