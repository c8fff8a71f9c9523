// How long a journal takes for a trial of ten parameters that is on the disk afterwards, and how long the disk alone takes for as many bytes.
// Run by hand: node --conditions=@glassbox/source --import tsx packages/tuning/scripts/measure-journal.mjs [FOLDER]
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { floatDistribution, journal } from '@glassbox/tuning';

const TRIALS = 500;
const folder = mkdtempSync(join(process.argv[2] ?? tmpdir(), 'glassbox-measure-'));
const storage = journal(join(folder, 'sweep.log'));
const distribution = floatDistribution(1e-5, 1, { log: true });
const signed = { worker: '0123456789abcdef0123456789abcdef', time: Date.now() };

/** @param {number} trial What a worker writes of a trial: that it begins, and then all that came of it. */
function operationsOf(trial) {
  const params = Array.from({ length: 10 }, (_, i) => ({
    op: /** @type {const} */ ('set-param'),
    trial,
    name: `parameter ${i}`,
    value: (i + 1) / 12,
    distribution,
    ...signed,
  }));
  const end = {
    op: /** @type {const} */ ('set-state'),
    trial,
    state: /** @type {const} */ ('complete'),
    values: [trial],
    ...signed,
  };
  return [...params, end];
}

/** @param {number[]} times */
function shown(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (/** @type {number} */ part) => sorted[Math.floor(part * (sorted.length - 1))]?.toFixed(3);
  return `median ${at(0.5)} ms, quartiles ${at(0.25)} and ${at(0.75)} ms`;
}

let from = await storage.update(0, () => [{ op: 'create-study', name: 's', directions: ['minimize'], ...signed }]);
/** @type {number[]} */ const creating = [];
/** @type {number[]} */ const ending = [];
for (let trial = 0; trial < TRIALS; trial++) {
  let start = performance.now();
  from = await storage.update(from, () => [{ op: 'create-trial', study: 0, state: 'running', ...signed }]);
  creating.push(performance.now() - start);
  start = performance.now();
  from = await storage.update(from, () => operationsOf(trial));
  ending.push(performance.now() - start);
}
const bytes = Buffer.alloc(Math.round(statSync(storage.path).size / TRIALS), 10);
const file = openSync(join(folder, 'bare'), 'a');
const bare = ending.map(() => {
  const start = performance.now();
  writeSync(file, bytes);
  fsyncSync(file);
  return performance.now() - start;
});
closeSync(file);
console.log(`a trial begins:                       ${shown(creating)}`);
console.log(`its ten parameters and its end:       ${shown(ending)}`);
console.log(`a write of ${bytes.length} bytes and fsync alone: ${shown(bare)}`);
rmSync(folder, { recursive: true });
