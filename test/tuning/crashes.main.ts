// Searches over a queue whose server crashes twice in each. From the root, where a server is redis or postgres:
// node --conditions=@glassbox/source --import tsx test/tuning/crashes.main.ts 72 [server]
import { bullmq, bullmqWorker, createStudy, randomSampler, type Study, threshold } from '@glassbox/tuning';
import { startPostgres, startRedis } from '../support/servers.js';

const TRIALS = 60;
/** Trials after which the server crashes. */
const CRASHES = [15, 40];

const [searches = 72, kind = 'postgres'] = process.argv.slice(2);
const objective = new URL('crashes.objective.mjs', import.meta.url);
const server = await (kind === 'redis' ? startRedis() : startPostgres());
const place = kind === 'redis' ? { redis: server.url } : { postgres: server.url };

const make = (seed: number) => createStudy({ sampler: randomSampler({ seed }), pruner: threshold({ upper: 15 }) });
const told = ({ trials }: Study) =>
  JSON.stringify(trials.map(({ params, state, values, intermediateValues: v }) => [params, state, values, [...v]]));

/** Seconds that a search took, and whether it gave what one process gives. */
async function search(seed: number): Promise<{ readonly seconds: number; readonly isSame: boolean }> {
  const at = { ...place, lease: 2, queue: `crashes-${seed}` };
  const worker = await bullmqWorker({ ...at, processes: 2 });
  const [here, there] = [await make(seed), await make(seed)];
  await here.optimize(objective, { trials: TRIALS });
  const start = performance.now();
  const crashes: Promise<void>[] = [];
  let ends = 0;
  const onTrial = () => {
    if (CRASHES.includes(++ends)) crashes.push(server.crash());
  };
  await there.optimize(objective, { trials: TRIALS, executor: bullmq({ ...at, concurrency: 4 }), onTrial });
  const seconds = (performance.now() - start) / 1000;
  await Promise.all(crashes);
  await worker.close();
  return { seconds, isSame: told(here) === told(there) };
}

const outcomes: Awaited<ReturnType<typeof search>>[] = [];
for (let seed = 1; seed <= Number(searches); seed++) outcomes.push(await search(seed));
await server.stop();
const seconds = outcomes.map((outcome) => outcome.seconds).toSorted((a, b) => a - b);
console.log(
  JSON.stringify({
    server: kind,
    searches: outcomes.length,
    crashes: outcomes.length * CRASHES.length,
    same: outcomes.filter(({ isSame }) => isSame).length,
    seconds: { least: seconds[0], median: seconds[Math.floor(seconds.length / 2)], most: seconds.at(-1) },
  }),
);
