// Prints how long a sampler takes to propose a trial of ten dimensions, at several lengths of a study that it made itself: the median, the
// mean, and the quarter that took least, which other programs disturb less. Limits of tpe: 1 ms at 1,000 trials, 20 ms at 10,000; of bayesian: 60 ms
// at 300, 800 ms at 1,000.
// Run it from the root: node --conditions=@glassbox/source --import tsx packages/tuning/scripts/measure-ask.ts [--sampler bayesian] [trials ...]
import { parseArgs } from 'node:util';
import { bayesian, createStudy, type Study, tpe } from '../src/index.js';

const DIMENSIONS = 10;
const ASKS = 101;

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { sampler: { type: 'string', default: 'tpe' } },
});
const isBayesian = flags.sampler === 'bayesian';

const names = Array.from({ length: DIMENSIONS }, (_, i) => `x${i}`);

/** Asks for a trial, and ends it; the milliseconds that asking took. */
async function askOnce(study: Study): Promise<number> {
  const start = performance.now();
  const trial = await study.ask();
  const milliseconds = performance.now() - start;
  const values = names.map((name) => trial.float(name, -5, 5));
  await study.tell(
    trial,
    values.reduce((sum, x) => sum + (x - 1) ** 2, 0),
  );
  return milliseconds;
}

const usual = isBayesian ? [100, 300] : [100, 1000, 10_000];
const lengths = positionals.length > 0 ? positionals.map(Number) : usual;
const study = await createStudy({ sampler: isBayesian ? bayesian({ seed: 1 }) : tpe({ seed: 1 }) });
for (const trials of lengths) {
  while (study.trials.length < trials) await askOnce(study);
  const times: number[] = [];
  for (let i = 0; i < ASKS; i++) times.push(await askOnce(study));
  const mean = times.reduce((sum, time) => sum + time / ASKS, 0);
  times.sort((a, b) => a - b);
  const [quarter, median] = [times[ASKS >> 2]!, times[ASKS >> 1]!];
  console.log(
    `${trials} trials: ${median.toFixed(2)} ms, mean ${mean.toFixed(2)}, a quarter of them within ${quarter.toFixed(2)} ms`,
  );
}
