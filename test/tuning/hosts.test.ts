import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createStudy, randomSampler } from '@glassbox/tuning';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Host, type Hosts, makeHosts, noHosts } from '../support/hosts.js';
import { findRedis, noRedis } from '../support/servers.js';

const TRIALS = 150;
const SEED = 4;
/** Seconds. */
const LEASE = 2;
/** Milliseconds that a trial of the worker that is cut off takes at least, so that it is in the middle of one. */
const PAUSE = 3000;

const missing = findRedis() ? noHosts() : noRedis;
if (missing) console.warn(`Skipped: workers on several hosts. ${missing}`);

const program = (file: string, ...given: (string | number)[]) => [
  '--conditions=@glassbox/source',
  '--import',
  'tsx',
  fileURLToPath(new URL(file, import.meta.url)),
  ...given.map(String),
];

/** Waits until a program has said something. */
function said(child: ChildProcess, words: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout!.setEncoding('utf8').on('data', (more: string) => {
      text += more;
      if (text.includes(words)) resolve();
    });
    child.once('exit', (code) => reject(new Error(`It ended with ${code} after: ${text}`)));
  });
}

async function output(child: ChildProcess): Promise<string> {
  let text = '';
  for await (const more of child.stdout!.setEncoding('utf8')) text += more;
  return text;
}

describe.skipIf(missing !== undefined)('workers on three hosts, with the study on a fourth', () => {
  let network: Hosts;
  let address: string;
  beforeAll(async () => {
    network = makeHosts(5);
    const server = network.hosts[0]!;
    address = `redis://${server.address}:6379`;
    const settings = ['--bind', '0.0.0.0', '--protected-mode', 'no', '--save', '', '--appendonly', 'no'];
    await said(server.start(findRedis()!, settings, { stdio: ['ignore', 'pipe', 'inherit'] }), 'Ready to accept');
  });
  afterAll(() => network.remove());

  const start = (host: Host, given: readonly string[], pause = 0) => {
    const env = { ...process.env, GLASSBOX_TEST_PAUSE: `${pause}` };
    return host.start(process.execPath, given, { stdio: ['ignore', 'pipe', 'inherit'], env });
  };
  const join = (host: Host, pause?: number) =>
    start(host, program('hosts.program.ts', address, TRIALS, SEED, LEASE), pause);
  const log = async (until: 'now' | 'lost') =>
    JSON.parse(
      await output(start(network.hosts[4]!, program('hosts.observer.program.ts', address, until))),
    ) as Logged[];

  it(`lose nothing when one is cut off, and take nothing from it that is late (seed ${SEED})`, async () => {
    const [cutOff, ...others] = network.hosts.slice(1, 4);
    const victim = join(cutOff!, PAUSE);
    await said(victim, 'runs');
    cutOff!.plug(false);
    const workers = others.map((host) => join(host));
    const ends = [victim, ...workers].map((worker) => once(worker, 'exit'));
    const { trial, position } = lossIn(await log('lost'));
    cutOff!.plug(true);
    expect((await Promise.all(ends)).map(([code]) => code)).toEqual([0, 0, 0]);

    const operations = await log('now');
    const ofVictim = operations[0]!.worker;
    const late = operations.slice(position).filter((each) => each.trial === trial && each.worker === ofVictim);
    expect(late).toEqual([]);
    expect(operations.slice(position).some(({ worker }) => worker === ofVictim)).toBe(true);
    const endings = operations.filter(({ state }) => state === 'complete').map((each) => each.trial);
    expect(endings.toSorted((a, b) => a! - b!)).toEqual(Array.from({ length: TRIALS }, (_, i) => i));
    const alone = await createStudy({ sampler: randomSampler({ seed: SEED }) });
    await alone.optimize((trial) => trial.float('x', -5, 5), { trials: TRIALS });
    const drawn = (number: number) => operations.findLast((each) => each.trial === number && each.name === 'x')!.value;
    expect(alone.trials.map(({ number }) => drawn(number))).toEqual(alone.trials.map(({ params }) => params.x));
  }, 120_000);
});

/** What of an operation is looked at. */
interface Logged {
  readonly op: string;
  readonly worker: string;
  readonly trial?: number;
  readonly state?: string;
  readonly lost?: boolean;
  readonly name?: string;
  readonly value?: number;
}

function lossIn(operations: readonly Logged[]) {
  const position = operations.findIndex(({ lost }) => lost);
  return { position, trial: operations[position]!.trial };
}
