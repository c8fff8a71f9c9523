// Prints how long TPE takes to propose a trial of ten dimensions, at several lengths of a study that it made itself: medians of the time
// that passed and of the processor's time, which other programs disturb less. Limits: 1 ms at 1,000 trials, 20 ms at 10,000.
// Run it from the root: node --conditions=@glassbox/source --import tsx packages/tuning/scripts/measure-ask.ts [trials ...]
import { createStudy, type Study, tpe } from '../src/index.js';

const DIMENSIONS = 10;
const ASKS = 101;

const names = Array.from({ length: DIMENSIONS }, (_, i) => `x${i}`);
const medianOf = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;

/** Asks for a trial, and ends it; what asking took. */
async function askOnce(study: Study) {
  const [start, before] = [performance.now(), process.cpuUsage()];
  const trial = await study.ask();
  const [milliseconds, { user, system }] = [performance.now() - start, process.cpuUsage(before)];
  const values = names.map((name) => trial.float(name, -5, 5));
  await study.tell(
    trial,
    values.reduce((sum, x) => sum + (x - 1) ** 2, 0),
  );
  return { milliseconds, processor: (user + system) / 1000 };
}

const lengths = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [100, 1000, 10_000];
const study = await createStudy({ sampler: tpe({ seed: 1 }) });
for (const trials of lengths) {
  while (study.trials.length < trials) await askOnce(study);
  const times: { milliseconds: number; processor: number }[] = [];
  for (let i = 0; i < ASKS; i++) times.push(await askOnce(study));
  const [passed, used] = [times.map((each) => each.milliseconds), times.map((each) => each.processor)];
  console.log(
    `${trials} trials: ${medianOf(passed).toFixed(2)} ms passed, ${medianOf(used).toFixed(2)} ms of the processor`,
  );
}
