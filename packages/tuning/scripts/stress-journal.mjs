// Four Node and four Python workers of one study in one journal: is a trial lost, a number given twice, a line torn?
// Run by hand, with Optuna: PYTHON=python3 node --conditions=@glassbox/source --import tsx packages/tuning/scripts/stress-journal.mjs [TRIALS]
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createStudy, journal, randomSampler } from '@glassbox/tuning';

const OF_EACH = 4;
const [first = '5000', path = '', trials = '', seed = ''] = process.argv.slice(2);
if (first === 'worker') await work(path, trials, seed);
else await stress(Number(first));

/** @param {string} path @param {string} trials @param {string} seed */
async function work(path, trials, seed) {
  const study = await createStudy({ storage: journal(path), sampler: randomSampler({ seed: Number(seed) }) });
  /** @type {number[]} */
  const own = [];
  const objective = (/** @type {import('@glassbox/tuning').Trial} */ trial) => {
    own.push(trial.number);
    trial.report(trial.number, 0);
    return (trial.float('x', -5, 5) - 2) ** 2 + trial.int('depth', 1, 4);
  };
  await study.optimize(objective, { trials: Number(trials) });
  console.log(JSON.stringify(own));
}

/** @param {number} total */
async function stress(total) {
  const folder = mkdtempSync(join(tmpdir(), 'glassbox-stress-'));
  const path = join(folder, 'sweep.log');
  await createStudy({ storage: journal(path) });
  const each = String(Math.round(total / (2 * OF_EACH)));
  const start = performance.now();
  const script = fileURLToPath(new URL('../../../reference/tuning_storages.py', import.meta.url));
  const node = [...process.execArgv, fileURLToPath(import.meta.url), 'worker', path, each];
  const python = [script, 'worker', path, 'study', each];
  const workers = Array.from({ length: OF_EACH }, (_, i) => [
    outputOf(process.execPath, [...node, String(i)]),
    outputOf(process.env.PYTHON ?? 'python3', python),
  ]);
  const numbers = (await Promise.all(workers.flat())).flatMap((output) => /** @type {number[]} */ (JSON.parse(output)));
  const seconds = (performance.now() - start) / 1000;
  const storage = journal(path);
  const study = await createStudy({ storage });
  const lines = readFileSync(path, 'utf8').split('\n');
  console.log({
    seconds: Math.round(seconds),
    expected: 2 * OF_EACH * Number(each),
    trials: study.trials.length,
    complete: study.trials.filter(({ state }) => state === 'complete').length,
    numbersGiven: numbers.length,
    numbersGivenOnce: new Set(numbers).size,
    lines: lines.length - 1,
    damaged: storage.damaged.length,
    endsWithALine: lines.at(-1) === '',
  });
  rmSync(folder, { recursive: true });
}

/** @param {string} command @param {string[]} args @returns {Promise<string>} */
function outputOf(command, args) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(output) : reject(new Error(`A worker ended with ${code}.`))));
  });
}
