// A worker of a sweep: runs some trials of a study in a storage, and prints the numbers of those it ran.
import { createStudy, journal, postgres, redisJournal, type Storage, type Trial, tpe } from '@glassbox/tuning';

const storages: Readonly<Record<string, (place: string) => Storage>> = {
  journal: (path) => journal(path),
  redis: (url) => redisJournal({ url, prefix: 'shared' }),
  postgres: (connectionString) => postgres({ connectionString, table: 'shared' }),
};
const [kind, place, trials, seed] = process.argv.slice(2);
const storage = storages[kind!]!(place!);
const study = await createStudy({ storage, sampler: tpe({ seed: Number(seed) }) });
const own: number[] = [];
const objective = (trial: Trial) => {
  own.push(trial.number);
  trial.report(trial.number, 0);
  return (trial.float('x', -5, 5) - 2) ** 2 + trial.int('depth', 1, 4);
};
await study.optimize(objective, { trials: Number(trials) });
console.log(JSON.stringify(own));
await storage.close?.();
