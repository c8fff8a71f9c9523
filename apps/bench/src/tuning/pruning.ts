// Compares samplers with successive halving on a function whose values are learned step by step: how many steps it takes until the best complete
// trial is near the least value. Prints one JSON line for each study and, at the end, medians:
//   npm run pruning -- --seeds 0-9 --function hart3 --steps 800
import { parseArgs } from 'node:util';
import { asha, bayesian, createStudy, type Sampler, type Trial, tpe } from '@glassbox/tuning';
import { FUNCTIONS } from './functions.js';
import { noise } from './noise.js';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '0-9' },
    function: { type: 'string', default: 'hart3' },
    steps: { type: 'string', default: '800' },
    samplers: { type: 'string', default: 'bayesian,bayesian-complete,tpe' },
  },
});

/** Steps of a whole trial. */
const LENGTH = 27;

/** A sampler that does not see trials that were pruned. */
function onlyComplete(sampler: Sampler): Sampler {
  return {
    name: sampler.name,
    sampleIndependent: (...given) => sampler.sampleIndependent(...given),
    sampleRelative: ({ name, directions, trials }, trial) => {
      const seen = trials.map((each) => (each.state === 'pruned' ? { ...each, state: 'failed' as const } : each));
      return sampler.sampleRelative?.({ name, directions, trials: seen }, trial);
    },
  };
}

const SAMPLERS: Readonly<Record<string, (seed: number) => Sampler>> = {
  bayesian: (seed) => bayesian({ seed, startupTrials: 10 }),
  'bayesian-complete': (seed) => onlyComplete(bayesian({ seed, startupTrials: 10 })),
  tpe: (seed) => tpe({ seed }),
};

/** What a trial has come to after a step: it falls to its end, the faster or slower by chance, and is measured with some noise. */
function curve(end: number, seed: number, number: number, step: number): number {
  const speed = 4 + noise(seed, 100_000 + number);
  return end + 2 * Math.exp(-step / Math.max(1, speed)) + 0.02 * noise(seed, number * LENGTH + step);
}

/** Regrets of the best complete trial, after each step that was spent. */
async function runOne(sampler: Sampler, regret: (trial: Trial) => number, seed: number, steps: number) {
  const study = await createStudy({ sampler, pruner: asha({ minResource: 1, reductionFactor: 3 }) });
  const regrets: number[] = [];
  let best = { value: Number.POSITIVE_INFINITY, regret: Number.POSITIVE_INFINITY };
  const objective = (trial: Trial) => {
    const end = regret(trial);
    const at = (step: number) => curve(end, seed, trial.number, step);
    for (let step = 1; step <= LENGTH; step++) {
      regrets.push(best.regret);
      trial.report(at(step), step);
    }
    if (at(LENGTH) < best.value) best = { value: at(LENGTH), regret: end };
    return at(LENGTH);
  };
  while (regrets.length < steps) await study.optimize(objective, { trials: 1 });
  return regrets.slice(0, steps);
}

const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!;

const [first = 0, last = first] = values.seeds.split('-').map(Number);
const steps = Number(values.steps);
const { regret } = FUNCTIONS.find(({ name }) => name === values.function)!;
for (const name of values.samplers.split(',')) {
  const all: number[][] = [];
  for (let seed = first; seed <= last; seed++) all.push(await runOne(SAMPLERS[name]!(seed), regret, seed, steps));
  const at = [0.25, 0.5, 0.75, 1].map((share) => Math.round(share * steps));
  const cells = at.map((count) => `${count}: ${median(all.map((each) => each[count - 1]!)).toPrecision(2)}`);
  console.log(`${name}: median regret after ${cells.join(', ')} steps`);
}
