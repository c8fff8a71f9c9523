// Compares samplers on functions whose least value is known. Prints one JSON line for each study:
//   npm run tuning -- --samplers tpe,random --seeds 0-29 --functions branin,levy4 --trials 100 > ours.jsonl
// and from such lines, of ours and of reference/bench_optuna.py, a table:
//   npm run tuning -- --table optuna-tpe,tpe ours.jsonl optuna.jsonl
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { markdownTable } from '../report/table.js';
import { compare, comparisonRows } from './comparison.js';
import { FUNCTIONS } from './functions.js';
import { runStudy, type StudyResult } from './run-study.js';
import { SAMPLERS } from './samplers.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    samplers: { type: 'string', default: 'tpe' },
    functions: { type: 'string', default: FUNCTIONS.map(({ name }) => name).join() },
    seeds: { type: 'string', default: '0-29' },
    trials: { type: 'string', default: '100' },
    table: { type: 'string' },
  },
});

function found<T>(name: string, value: T | undefined, known: readonly string[]): T {
  if (value !== undefined) return value;
  throw new Error(`There is no '${name}'. There are ${known.join(', ')}.`);
}

const trials = Number(values.trials);

function printTable([theirs = '', ours = '']: readonly string[]): void {
  const lines = positionals.flatMap((file) => readFileSync(file, 'utf8').trim().split('\n'));
  const results = lines.map((line) => JSON.parse(line) as StudyResult);
  const names = [theirs, ours] as const;
  console.log(markdownTable(comparisonRows(compare(results, names, trials), names)));
}

async function printStudies(): Promise<void> {
  const samplers = values.samplers.split(',').map((name) => ({
    name,
    make: found(name, SAMPLERS[name], Object.keys(SAMPLERS)),
  }));
  const names = FUNCTIONS.map(({ name }) => name);
  const functions = values.functions.split(',').map((name) =>
    found(
      name,
      FUNCTIONS.find((each) => each.name === name),
      names,
    ),
  );
  const [first = 0, last = first] = values.seeds.split('-').map(Number);
  for (let seed = first; seed <= last; seed++) {
    for (const each of functions) {
      for (const { name, make } of samplers) {
        console.log(JSON.stringify({ sampler: name, ...(await runStudy(each, make(seed), seed, trials)) }));
      }
    }
  }
}

if (values.table) printTable(values.table.split(','));
else await printStudies();
