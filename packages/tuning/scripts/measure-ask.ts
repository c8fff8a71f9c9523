// Prints how long TPE takes to propose a trial of ten dimensions, at several lengths of a study that it made itself: the median, and the
// quarter that took least, which other programs disturb less. Limits: 1 ms at 1,000 trials, 20 ms at 10,000.
// Run it from the root: node --conditions=@glassbox/source --import tsx packages/tuning/scripts/measure-ask.ts [trials ...]
import { createStudy, type Study, tpe } from '../src/index.js';

const DIMENSIONS = 10;
const ASKS = 101;

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

const lengths = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [100, 1000, 10_000];
const study = await createStudy({ sampler: tpe({ seed: 1 }) });
for (const trials of lengths) {
  while (study.trials.length < trials) await askOnce(study);
  const times: number[] = [];
  for (let i = 0; i < ASKS; i++) times.push(await askOnce(study));
  times.sort((a, b) => a - b);
  const [quarter, median] = [times[ASKS >> 2]!, times[ASKS >> 1]!];
  console.log(`${trials} trials: ${median.toFixed(2)} ms, a quarter of them within ${quarter.toFixed(2)} ms`);
}
