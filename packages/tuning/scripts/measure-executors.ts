// Prints trials a second of every executor of Node, on trials that do nothing and on trials of 100 ms, and when the first of them has ended; those
// on a queue where its server is given.
// Run it from the root: node --conditions=@glassbox/source --import tsx packages/tuning/scripts/measure-executors.ts [redis://...] [postgres://...]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  bullmq,
  createStudy,
  type Executor,
  inProcess,
  type QueuePlace,
  randomSampler,
  threads,
  workers,
} from '../src/index.js';

const moduleOf = (code: string) => new URL(`data:text/javascript,${encodeURIComponent(code)}`);
const trivial = moduleOf("export default (trial) => trial.float('x', -5, 5) ** 2 + trial.int('depth', 1, 9);");
const slow = moduleOf(`export default async (trial) => {
  await new Promise((resolve) => setTimeout(resolve, 100));
  return trial.float('x', -5, 5);
};`);

/** Trials a second, without the time that the first ones take to start, and that of the first in milliseconds. */
async function measure(executor: Executor, objective: URL, trials: number, warm: number) {
  const study = await createStudy({ sampler: randomSampler({ seed: 1 }) });
  const begin = performance.now();
  let start = 0;
  let first = 0;
  let ended = 0;
  const onTrial = () => {
    ended++;
    if (ended === 1) first = performance.now() - begin;
    if (ended === warm) start = performance.now();
  };
  await study.optimize(objective, { trials: trials + warm, executor, onTrial });
  return { rate: (1000 * trials) / (performance.now() - start), first };
}

async function show(name: string, make: () => Executor, trials = 3000): Promise<void> {
  const { rate, first } = await measure(make(), trivial, trials, trials / 3);
  console.log(`${name.padEnd(36)} ${rate.toFixed(0).padStart(7)} trials/s, the first after ${first.toFixed(0)} ms`);
}

/** Measures a queue with a worker in a process of its own. */
async function onQueue(name: string, place: QueuePlace, processes: number): Promise<void> {
  const program = new URL('queue-worker.ts', import.meta.url).pathname;
  const given = [...process.execArgv, program, JSON.stringify({ ...place, processes })];
  const worker = spawn(process.execPath, given, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(worker.stdout, 'data');
  await show(`${name}, ${processes} processes`, () => bullmq({ ...place, concurrency: 64 }));
  worker.kill();
}

const [one, two] = [await measure(workers(1), slow, 20, 2), await measure(workers(2), slow, 40, 2)];
const times = (two.rate / one.rate).toFixed(2);
console.log(`100 ms: ${one.rate.toFixed(2)} and ${two.rate.toFixed(2)} trials/s, ${times} times`);
await show('in-process', () => inProcess());
await show('threads(1)', () => threads(1));
await show('threads(2)', () => threads(2));
await show('workers(1)', () => workers(1));
await show('workers(2)', () => workers(2));
for (const address of process.argv.slice(2)) {
  const place = address.startsWith('redis') ? { redis: address } : { postgres: address };
  for (const processes of [1, 2, 4]) await onQueue(`bullmq on ${address.split(':')[0]}`, place, processes);
}
