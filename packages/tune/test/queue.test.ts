import { existsSync } from 'node:fs';
import { journal, loadStudy } from '@glassbox/tuning';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  findPostgres,
  findRedis,
  noPostgres,
  noRedis,
  type Server,
  startPostgres,
  startRedis,
} from '../../../test/support/servers.js';
import { events, Folder } from './program.js';

const folder = new Folder();
afterAll(() => folder.remove());

folder.write(
  'parabola.mjs',
  `export const study = { pruner: 'median:startupTrials=3' };
  export default (trial) => {
    const x = trial.float('x', -5, 5);
    for (let step = 0; step < 3; step++) trial.report((x - 2) ** 2 - step, step);
    console.log('it prints');
    return (x - 2) ** 2;
  };`,
);
// The first run of a trial goes on until its worker is stopped.
folder.write(
  'held.mjs',
  `import { existsSync, writeFileSync } from 'node:fs';
  export default (trial) => {
    const x = trial.float('x', -5, 5);
    if (!existsSync('begun')) {
      writeFileSync('begun', '');
      for (;;);
    }
    return x * x;
  };`,
);

const trialsIn = async (file: string) => (await loadStudy({ storage: journal(folder.file(file)) })).trials;
const told = async (file: string) =>
  (await trialsIn(file)).map(({ state, values, params }) => ({ state, values, params }));

const servers = [
  { name: 'Redis', isHere: findRedis(), missing: noRedis, start: startRedis },
  { name: 'PostgreSQL', isHere: findPostgres('postgres'), missing: noPostgres, start: startPostgres },
];

for (const { name, isHere, missing, start } of servers) {
  if (!isHere) console.warn(`Skipped: queues of the command line on ${name}. ${missing}`);
  describe.skipIf(!isHere)(`a queue on ${name}`, () => {
    let server: Server;
    let queue: readonly string[];
    beforeAll(async () => {
      server = await start();
      queue = ['--queue', 'trials', '--connection', server.url, '--lease', '3'];
    });
    afterAll(() => server.stop());

    it('has a worker run the trials that run would run itself, and resume goes on there', async () => {
      const search = ['run', 'parabola.mjs', '--seed', '5', '--quiet', '--storage'];
      const worker = folder.start('worker', 'parabola.mjs', ...queue, '--json');
      await worker.seen(/"worker-begin","queue":"trials","workers":1/);
      const ended = await folder.run(...search, `${name}.log`, '--total', '10', '--workers', '1', ...queue);
      expect(ended.status, ended.err).toBe(0);
      const resumed = await folder.run('resume', '--storage', `${name}.log`, '--total', '14', '--quiet');
      expect(resumed.status, resumed.err).toBe(0);
      worker.child.kill('SIGTERM');
      const worked = await worker.ended;
      expect(worked.status, worked.err).toBe(143);
      expect(worked.err).toContain('it prints');
      await folder.run(...search, `${name}-alone.log`, '--total', '14');
      expect(await told(`${name}.log`)).toEqual(await told(`${name}-alone.log`));
      const lines = events(worked);
      expect(lines.filter(({ event }) => event === 'trial-begin').map(({ number }) => number)).toEqual(
        Array.from({ length: 14 }, (_, i) => i),
      );
      const ends = lines.filter(({ event }) => event === 'trial-end');
      const values = (await trialsIn(`${name}.log`)).map((trial) => [trial.state, trial.values?.[0]]);
      expect(ends.map(({ state, value }) => [state, value])).toEqual(
        values.map(([state, value]) => [state, state === 'complete' ? value : undefined]),
      );
      const all = lines.at(-1);
      expect(all).toMatchObject({ event: 'worker-end', trials: { running: 0, waiting: 0 } });
      expect(all.trials.complete + all.trials.pruned).toBe(14);
    });
  });
}

it.each(['redis://:secret@127.0.0.1:9', 'postgres://me:secret@127.0.0.1:9/trials'])(
  'a search and a worker say so where %s is no server',
  async (address) => {
    const queue = ['parabola.mjs', '--queue', 'trials', '--connection', address];
    const said = {
      status: 2,
      err: expect.stringMatching(/server cannot be used: connect ECONNREFUSED.*See that it runs/),
    };
    const all = [await folder.ask('worker', ...queue), await folder.ask('run', ...queue, '--trials', '1')];
    expect(all).toMatchObject([said, said]);
    expect(all.map(({ err }) => err).join()).not.toContain('secret');
  },
);

describe.skipIf(!findRedis())('a worker of a queue', () => {
  let server: Server;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());

  it('gives the trial under way back at Ctrl-C, and another runs it', async () => {
    const queue = ['--queue', 'held', '--connection', server.url];
    const search = folder.start('run', 'held.mjs', '--trials', '2', ...queue, '--storage', 'held.log', '--seed', '1');
    const first = folder.start('worker', 'held.mjs', ...queue, '--json');
    await first.seen(/trial-begin/);
    while (!existsSync(folder.file('begun'))) await new Promise((resolve) => setTimeout(resolve, 5));
    first.child.kill('SIGINT');
    const stopped = await first.ended;
    expect(stopped.status, stopped.err).toBe(130);
    expect(events(stopped).at(-1)).toMatchObject({ event: 'worker-end', trials: { waiting: 1, complete: 0 } });
    const second = folder.start('worker', 'held.mjs', ...queue, '--json', '--workers', '2');
    const ended = await search.ended;
    expect(ended.status, ended.err).toBe(0);
    second.child.kill('SIGINT');
    expect(events(await second.ended).at(-1)).toMatchObject({ trials: { waiting: 0, complete: 2 } });
    const trials = await trialsIn('held.log');
    expect(trials.map(({ state }) => state)).toEqual(['complete', 'complete']);
    expect(trials.flatMap(({ systemAttributes }) => Object.keys(systemAttributes))).not.toContain('losses');
  });
});
