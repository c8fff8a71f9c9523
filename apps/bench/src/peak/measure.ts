import { operationsPerTurn, type PeakLoop, peakModule } from './module.js';

/** Layouts to try; which is fastest depends on the machine's registers and on how long a sum takes. */
const layouts: readonly PeakLoop[] = [8, 10, 12].flatMap((chains) =>
  [false, true].map((fused) => ({ chains, unrolled: 4, fused })),
);

/** Measures the multiply-add rate of one core once, in GFLOP/s. */
export type PeakMeter = (milliseconds: number) => number;

/** Makes a meter of the layouts that this engine can run. The fused instruction counts only where it has that. */
export function peakMeter(): PeakMeter {
  const runnable = layouts.filter((layout) => WebAssembly.validate(peakModule(layout)));
  const meters = runnable.map((layout) => {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(peakModule(layout)));
    const run = exports.run as (turns: number) => number;
    return (milliseconds: number) => rate(run, operationsPerTurn(layout), milliseconds);
  });
  return (milliseconds) => Math.max(...meters.map((meter) => meter(milliseconds / meters.length)));
}

/** Turns of one call, some tenths of a millisecond. */
const TURNS = 20_000;

/** The best call counts: what else the machine does can only slow one down. */
function rate(run: (turns: number) => number, operations: number, milliseconds: number): number {
  const fastest = bestOf(() => void run(TURNS), milliseconds);
  return (TURNS * operations) / fastest / 1e6;
}

/** The shortest time of one call, in milliseconds, repeated for so long and at least once. */
export function bestOf(call: () => void, milliseconds: number): number {
  const end = performance.now() + milliseconds;
  let best = Number.POSITIVE_INFINITY;
  let start = performance.now();
  do {
    call();
    const now = performance.now();
    best = Math.min(best, now - start);
    start = now;
  } while (start < end);
  return best;
}
