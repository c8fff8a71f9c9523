// A worker of a sweep: runs some trials of a study in a journal, and prints the numbers of those it ran.
import { createStudy, journal, type Trial, tpe } from '@glassbox/tuning';

const [path, trials, seed] = process.argv.slice(2);
const study = await createStudy({ storage: journal(path!), sampler: tpe({ seed: Number(seed) }) });
const own: number[] = [];
const objective = (trial: Trial) => {
  own.push(trial.number);
  trial.report(trial.number, 0);
  return (trial.float('x', -5, 5) - 2) ** 2 + trial.int('depth', 1, 4);
};
await study.optimize(objective, { trials: Number(trials) });
console.log(JSON.stringify(own));
