import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  bullmq,
  bullmqWorker,
  createStudy,
  journal,
  median,
  type QueuePlace,
  randomSampler,
  threshold,
  tpe,
} from '@glassbox/tuning';
import { executorConformance } from '@glassbox/tuning/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  findPostgres,
  findRedis,
  noPostgres,
  noRedis,
  type Server,
  startPostgres,
  startRedis,
} from '../support/servers.js';
import { packageOfTuning } from './server-suite.js';

const folder = mkdtempSync(join(tmpdir(), 'glassbox-bullmq-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A module in a file of its own. */
function moduleOf(name: string, code: string): URL {
  const path = join(folder, name);
  writeFileSync(path, code);
  return pathToFileURL(path);
}

/** A program beside this one, in a process of its own. */
function started(program: string, ...given: readonly string[]): ChildProcess {
  const options = ['--conditions=@glassbox/source', '--import', 'tsx'];
  const path = fileURLToPath(new URL(program, import.meta.url));
  return spawn(process.execPath, [...options, path, ...given], { stdio: ['ignore', 'ignore', 'inherit'] });
}

interface RedisClient {
  keys(pattern: string): Promise<string[]>;
  disconnect(): void;
}
interface PostgresClient {
  connect(): Promise<void>;
  query(text: string, given: readonly string[]): Promise<{ readonly rows: readonly { readonly queue: string }[] }>;
  end(): Promise<void>;
}
const { Redis } = packageOfTuning('ioredis') as { readonly Redis: new (url: string) => RedisClient };
const { Client } = packageOfTuning('pg') as { readonly Client: new (url: string) => PostgresClient };

/** The queues of answers that there are beside a queue. */
async function leftOnRedis(url: string, queue: string): Promise<string[]> {
  const redis = new Redis(url);
  const keys = await redis.keys(`bull:${queue}-answers-*`);
  redis.disconnect();
  return [...new Set(keys.map((key) => key.split(':')[1]!))];
}

async function leftOnPostgres(url: string, queue: string): Promise<string[]> {
  const client = new Client(url);
  await client.connect();
  const tables = ['job', 'meta', 'event'].map((table) => `SELECT queue FROM bullmq.${table}`).join(' UNION ');
  const { rows } = await client.query(`SELECT queue FROM (${tables}) AS q WHERE starts_with(queue, $1)`, [
    `${queue}-answers-`,
  ]);
  await client.end();
  return rows.map((row) => row.queue);
}

const servers = [
  {
    name: 'Redis',
    isHere: findRedis(),
    missing: noRedis,
    start: startRedis,
    place: (redis: string) => ({ redis }),
    left: leftOnRedis,
  },
  {
    name: 'PostgreSQL',
    isHere: findPostgres('postgres'),
    missing: noPostgres,
    start: startPostgres,
    place: (postgres: string) => ({ postgres }),
    left: leftOnPostgres,
  },
];

for (const { name, isHere, missing, start, place, left } of servers) {
  if (!isHere) console.warn(`Skipped: bullmq on ${name}. ${missing}`);
  describe.skipIf(!isHere)(`bullmq on ${name}`, () => {
    let server: Server;
    let at: QueuePlace;
    let worker: Awaited<ReturnType<typeof bullmqWorker>>;
    beforeAll(async () => {
      server = await start();
      at = { ...place(server.url), lease: 2 };
      worker = await bullmqWorker({ ...at, processes: 2 });
    }, 60_000);
    afterAll(async () => {
      await worker.close();
      await server.stop();
    });

    it('has nothing left of a worker and a coordinator that were killed, once others have begun', async () => {
      const there = { ...at, queue: 'left', lease: 1 };
      const place = JSON.stringify({ ...there, concurrency: 2 });
      const endless = moduleOf(
        `endless-${name}.mjs`,
        "export default (trial) => { trial.float('x', 0, 1); trial.report(1, 0); for (;;); };",
      ).href;
      const log = join(folder, `left-${name}.log`);
      const killed = [
        started('bullmq-worker.program.ts', place),
        started('bullmq-coordinator.program.ts', log, endless, place),
      ];
      const reported = async () =>
        (await createStudy({ storage: journal(log) })).trials.some(
          ({ intermediateValues }) => intermediateValues.size > 0,
        );
      while (!existsSync(log) || !(await reported())) await new Promise((resolve) => setTimeout(resolve, 20));
      for (const program of killed) program.kill('SIGKILL');
      await Promise.all(killed.map((program) => once(program, 'exit')));
      const dead = await left(server.url, 'left');
      expect(dead.length).toBeGreaterThan(0);
      const next = await bullmqWorker(there);
      while ((await left(server.url, 'left')).some((each) => dead.includes(each))) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      await next.close();
      expect(await left(server.url, 'left')).toEqual([]);
    }, 30_000);

    it('gives what one process gives where the server crashes in the middle', async () => {
      const objective = new URL('crashes.objective.mjs', import.meta.url);
      const make = () => createStudy({ sampler: randomSampler({ seed: 5 }), pruner: threshold({ upper: 15 }) });
      const [here, there] = [await make(), await make()];
      await here.optimize(objective, { trials: 60 });
      const crashes: Promise<void>[] = [];
      let ends = 0;
      const onTrial = () => {
        ends++;
        if (ends === 15 || ends === 40) crashes.push(server.crash());
      };
      await there.optimize(objective, { trials: 60, executor: bullmq({ ...at, concurrency: 4 }), onTrial });
      await Promise.all(crashes);
      const told = ({ trials }: typeof here) =>
        trials.map(({ params, state, values, intermediateValues }) => ({ params, state, values, intermediateValues }));
      expect(told(there)).toEqual(told(here));
      expect(there.trials.filter(({ state }) => state === 'pruned').length).toBeGreaterThan(3);
      expect(crashes).toHaveLength(2);
    }, 60_000);

    executorConformance(
      { name: `bullmq on ${name}`, make: (concurrency) => bullmq({ ...at, concurrency }), isolates: true },
      { describe, it },
    );
  });
}

describe.skipIf(!findRedis())('a worker of bullmq', () => {
  let server: Server;
  let at: QueuePlace;
  const running: ChildProcess[] = [];
  beforeAll(async () => {
    server = await startRedis();
    at = { redis: server.url, lease: 1 };
  });
  afterAll(async () => {
    for (const worker of running) worker.kill('SIGKILL');
    await server.stop();
  });

  /** A worker in a process of its own, when it is ready. */
  async function startWorker(queue: string, processes = 1): Promise<ChildProcess> {
    const program = fileURLToPath(new URL('bullmq-worker.program.ts', import.meta.url));
    const options = ['--conditions=@glassbox/source', '--import', 'tsx', program];
    const given = [...options, JSON.stringify({ ...at, queue, processes })];
    const worker = spawn(process.execPath, given, { stdio: ['ignore', 'pipe', 'inherit'] });
    running.push(worker);
    await once(worker.stdout!, 'data');
    return worker;
  }

  it('that is killed in the middle of a trial costs one more run of it, and no other trial', async () => {
    const runs = join(folder, 'runs.txt');
    // The first run of trial 3 waits to be killed.
    const objective = moduleOf(
      'killed.mjs',
      `import { appendFileSync, readFileSync } from 'node:fs';
      export default (trial) => {
        const x = trial.float('x', -5, 5);
        appendFileSync(${JSON.stringify(runs)}, trial.number + '\\n');
        const first = readFileSync(${JSON.stringify(runs)}, 'utf8').split('\\n').filter((line) => line === '3').length === 1;
        trial.report(x, 0);
        if (trial.number === 3 && first) for (;;);
        return x * x;
      };`,
    );
    const victim = await startWorker('killed');
    const study = await createStudy({ sampler: randomSampler({ seed: 1 }) });
    const search = study.optimize(objective, {
      trials: 10,
      executor: bullmq({ ...at, queue: 'killed', concurrency: 1 }),
    });
    while (study.trials[3]?.intermediateValues.size !== 1) await new Promise((resolve) => setTimeout(resolve, 5));
    victim.kill('SIGKILL');
    await startWorker('killed');
    await search;
    const here = await createStudy({ sampler: randomSampler({ seed: 1 }) });
    await here.optimize((trial) => trial.float('x', -5, 5) ** 2, { trials: 10 });
    expect(study.trials.map(({ values, state }) => [state, values])).toEqual(
      here.trials.map(({ values, state }) => [state, values]),
    );
    const counts = readFileSync(runs, 'utf8')
      .trim()
      .split('\n')
      .toSorted((a, b) => Number(a) - Number(b));
    expect(counts).toEqual(['0', '1', '2', '3', '3', '4', '5', '6', '7', '8', '9']);
  }, 30_000);

  it('drops the trials of a coordinator that has died, and runs those of the one that takes its place', async () => {
    const objective = moduleOf(
      'orphan.mjs',
      `import { existsSync } from 'node:fs';
      export default (trial) => {
        trial.report(1, 0);
        while (!existsSync(${JSON.stringify(join(folder, 'go'))}));
        return trial.float('x', -5, 5);
      };`,
    );
    await startWorker('orphan');
    const log = join(folder, 'orphan.log');
    const program = fileURLToPath(new URL('bullmq-coordinator.program.ts', import.meta.url));
    const place = JSON.stringify({ ...at, queue: 'orphan', concurrency: 3 });
    const options = ['--conditions=@glassbox/source', '--import', 'tsx', program, log, objective.href, place];
    const first = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'inherit'] });
    running.push(first);
    const reported = async () =>
      (await createStudy({ storage: journal(log), lease: 1 })).trials.some(
        ({ intermediateValues }) => intermediateValues.size === 1,
      );
    while (!existsSync(log) || !(await reported())) await new Promise((resolve) => setTimeout(resolve, 20));
    first.kill('SIGKILL');
    writeFileSync(join(folder, 'go'), '');
    const study = await createStudy({ storage: journal(log), sampler: randomSampler({ seed: 1 }), lease: 1 });
    await study.optimize(objective, { total: 6, executor: bullmq({ ...at, queue: 'orphan', concurrency: 3 }) });
    const here = await createStudy({ sampler: randomSampler({ seed: 1 }) });
    await here.optimize((trial) => trial.float('x', -5, 5), { trials: 6 });
    expect(study.trials.map(({ values }) => values)).toEqual(here.trials.map(({ values }) => values));
  }, 30_000);

  it('prunes as its coordinator does in one process, and asks for what it cannot know', async () => {
    const objective = moduleOf(
      'pruned.mjs',
      `export default (trial) => {
        const x = trial.float('x', -5, 5);
        const y = x > 0 ? trial.float('y', 0, x) : trial.int('z', 1, 5);
        for (let step = 0; step < 4; step++) trial.report(x * x + y - step, step);
        return x * x + y;
      };`,
    );
    await startWorker('pruned', 2);
    const make = () => createStudy({ sampler: tpe({ seed: 2 }), pruner: median({ startupTrials: 3 }) });
    const [here, there] = [await make(), await make()];
    await here.optimize(objective, { trials: 30 });
    await there.optimize(objective, { trials: 30, executor: bullmq({ ...at, queue: 'pruned', concurrency: 1 }) });
    const told = ({ trials }: typeof here) => trials.map(({ params, state, values }) => ({ params, state, values }));
    expect(told(there)).toEqual(told(here));
    expect(there.trials.filter(({ state }) => state === 'pruned').length).toBeGreaterThan(3);
  }, 30_000);
});
