// Prints what loading MNIST takes over an empty Node process, each time in a process of its own. Limits: 300 ms and 120 MB.
// Run it after a build: node scripts/measure-load.mjs [runs]
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const LIMITS = { milliseconds: 300, megabytes: 120 };

async function measure() {
  const before = process.memoryUsage().rss;
  const imported = performance.now();
  const { mnist } = await import('../dist/index.js');
  const start = performance.now();
  const { train, test } = await mnist.load();
  const end = performance.now();
  const rss = process.memoryUsage().rss;
  console.log(
    JSON.stringify({
      images: train.size + test.size,
      importMilliseconds: start - imported,
      milliseconds: end - start,
      megabytes: (rss - before) / 1e6,
      peakMegabytes: (process.resourceUsage().maxRSS * 1024 - before) / 1e6,
    }),
  );
}

function measureApart() {
  return JSON.parse(execFileSync(process.execPath, [fileURLToPath(import.meta.url), '--once'], { encoding: 'utf8' }));
}

if (process.argv.includes('--once')) await measure();
else {
  const runs = Array.from({ length: Number(process.argv[2] ?? 5) }, measureApart);
  console.table(
    runs.map((run) => Object.fromEntries(Object.entries(run).map(([key, value]) => [key, Math.round(value)]))),
  );
  const best = (key) => Math.min(...runs.map((run) => run[key]));
  const isWithin = best('milliseconds') <= LIMITS.milliseconds && best('peakMegabytes') <= LIMITS.megabytes;
  console.log(
    `${isWithin ? 'Within' : 'Above'} the limits of ${LIMITS.milliseconds} ms and ${LIMITS.megabytes} MB (best run).`,
  );
  process.exitCode = isWithin ? 0 : 1;
}
