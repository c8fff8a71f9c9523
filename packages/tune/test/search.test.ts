import { journal, loadStudy } from '@glassbox/tuning';
import { afterAll, describe, expect, it } from 'vitest';
import { events, Folder } from './program.js';

const folder = new Folder();
afterAll(() => folder.remove());

folder.write(
  'parabola.mjs',
  `export const study = { pruner: 'median:startupTrials=3' };
  export default async (trial) => {
    const x = trial.float('x', -5, 5);
    const y = trial.int('y', 1, 9);
    for (let step = 0; step < 3; step++) trial.report((x - 2) ** 2 + y / (step + 1), step);
    console.log('it prints');
    await new Promise((resolve) => setTimeout(resolve, 20));
    return (x - 2) ** 2 + y;
  };`,
);
folder.write('failing.mjs', "export default () => { throw new Error('It has no memory left.'); };");
folder.write('pareto.mjs', "export default (trial) => { const x = trial.float('x', 0, 1); return [x, 1 - x]; };");

const trialsIn = async (file: string, name?: string) => {
  const { trials } = await loadStudy({ storage: journal(folder.file(file)), ...(name && { name }) });
  return trials.map(({ number, state, values, params }) => ({ number, state, values, params }));
};

describe('run', () => {
  it('tells each event as a line of JSON, whatever the objective prints', async () => {
    const ended = await folder.run('run', 'parabola.mjs', '--trials', '4', '--seed', '1', '--json');
    expect(ended.status, ended.err).toBe(0);
    expect(ended.err).toContain('it prints');
    const told = events(ended);
    expect(told[0]).toMatchObject({ event: 'search-begin', study: 'parabola', total: 4, workers: 1 });
    expect(told.filter(({ event }) => event === 'trial-begin').map(({ number }) => number)).toEqual([0, 1, 2, 3]);
    expect(told.filter(({ event }) => event === 'trial-end').map(({ number }) => number)).toEqual([0, 1, 2, 3]);
    const end = told.at(-1);
    expect(end).toMatchObject({ event: 'search-end', isInterrupted: false, trials: { all: 4 } });
    const values = told.filter(({ state }) => state === 'complete').map(({ value }) => value);
    expect(end.best.value).toBe(Math.min(...values));
  });

  it('runs in this process too, gives the same, and adds to a study that is there', async () => {
    const search = ['run', 'parabola.mjs', '--seed', '5', '--quiet'];
    await folder.ask(...search, '--trials', '6', '--storage', 'child.log');
    await folder.run(...search, '--trials', '4', '--storage', 'here.log', '--workers', '0');
    const added = await folder.run(...search, '--total', '6', '--storage', 'here.log', '--workers', '0');
    expect(added.out).toMatch(/Study 'parabola' \(minimize\): 6 trials/);
    expect(await trialsIn('here.log')).toEqual(await trialsIn('child.log'));
  });

  it('stops when the reports are spent that it may have', async () => {
    const search = ['run', 'parabola.mjs', '--seed', '5', '--reports', '14', '--quiet', '--storage', 'budget.log'];
    const ended = await folder.ask(...search);
    expect(ended.status, ended.err).toBe(0);
    const { trials } = await loadStudy({ storage: journal(folder.file('budget.log')) });
    expect(trials.reduce((sum, { intermediateValues }) => sum + intermediateValues.size, 0)).toBe(14);
  });

  it('tells the Pareto front of several objectives', async () => {
    const ways = ['--direction', 'minimize', '--direction', 'minimize'];
    const ended = await folder.run(
      'run',
      'pareto.mjs',
      ...ways,
      '--trials',
      '5',
      '--sampler',
      'qmc',
      '--storage',
      'pareto.log',
    );
    expect(ended.status, ended.err).toBe(0);
    expect(ended.out).toContain('Pareto front, 5 trials');
    const best = await folder.ask('best', '--storage', 'pareto.log', '--json');
    expect(JSON.parse(best.out)).toHaveLength(5);
  });

  it('ends with 1 where no trial is complete, and says why one failed', async () => {
    const ended = await folder.ask('run', 'failing.mjs', '--trials', '2');
    expect(ended.status).toBe(1);
    expect(ended.out).toContain('Trial 1 failed: It has no memory left.');
  });
});

describe('resume', () => {
  const search = ['run', 'parabola.mjs', '--total', '16', '--seed', '9', '--json', '--storage'];

  it('gives after kill -9 the trials of a run that was not killed', async () => {
    await folder.ask(...search, 'whole.log');
    const killed = folder.start(...search, 'killed.log');
    await killed.seen(/"trial-begin","number":8/);
    killed.child.kill('SIGKILL');
    expect((await killed.ended).status).toBe('SIGKILL');
    const ended = await folder.run('resume', '--storage', 'killed.log', '--quiet');
    expect(ended.status, ended.err).toBe(0);
    expect(ended.out).toContain('16 trials');
    expect(await trialsIn('killed.log')).toEqual(await trialsIn('whole.log'));
  });

  it('goes on after Ctrl-C, as the program says', async () => {
    const running = folder.start(...search, 'stopped.log');
    await running.seen(/"trial-begin","number":5/);
    running.child.kill('SIGINT');
    const stopped = await running.ended;
    expect(stopped.status).toBe(130);
    expect(events(stopped).at(-1)).toMatchObject({ event: 'search-end', isInterrupted: true });
    const [, command = ''] = /Go on with: npx glassbox-tune (.*)\n/.exec(stopped.err) ?? [];
    expect((await trialsIn('stopped.log')).map(({ state }) => state)).not.toContain('running');
    const ended = await folder.ask(...command.split(' '), '--quiet');
    expect(ended.status, ended.err).toBe(0);
    expect(await trialsIn('stopped.log')).toEqual(await trialsIn('whole.log'));
    const again = await folder.ask('resume', '--storage', 'stopped.log');
    expect(again.status).toBe(0);
    expect(again.out).toContain('16 trials');
    // A larger total is kept.
    await folder.run('resume', '--storage', 'stopped.log', '--total', '18', '--quiet');
    const status = await folder.ask('status', '--storage', 'stopped.log', '--json');
    expect(JSON.parse(status.out)).toMatchObject({ total: 18, trials: { all: 18 } });
  });
});

describe('worker', () => {
  it('shares a study with others until it has its total, and what run was given', async () => {
    const search = [
      'run',
      'parabola.mjs',
      '--total',
      '24',
      '--sampler',
      'random',
      '--seed',
      '3',
      '--pruner',
      'nop',
      '--json',
    ];
    const first = folder.start(...search, '--storage', 'shared.log');
    await first.seen(/"trial-begin","number":0/);
    const others = [0, 1].map(() => folder.start('worker', 'parabola.mjs', '--storage', 'shared.log', '--json'));
    const all = await Promise.all([first, ...others].map(({ ended }) => ended));
    expect(all.map(({ status }) => status)).toEqual([0, 0, 0]);
    const run = all.map((ended) =>
      events(ended)
        .filter(({ event }) => event === 'trial-end')
        .map(({ number }) => number),
    );
    expect(run.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, i) => i));
    await folder.ask(...search, '--storage', 'alone.log');
    expect(await trialsIn('shared.log')).toEqual(await trialsIn('alone.log'));
  });
});
