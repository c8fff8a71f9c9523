import type { BenchOptions } from './cli/options.js';
import type { Part } from './parts/part.js';
import type { Log } from './processes/interleave.js';
import { describeMachine } from './report/machine.js';
import { type BenchResult, merge, type PartResult } from './report/result.js';

/** Runs the parts that were asked for, one after the other. */
export async function runBench(parts: readonly Part[], options: BenchOptions, log: Log): Promise<BenchResult> {
  const { only, rounds, quick } = options;
  const results: PartResult[] = [];
  for (const part of parts) {
    if (only && !only.includes(part.id)) continue;
    results.push(await part.run({ rounds, quick, log: (text) => log(`${part.id}: ${text}`) }));
  }
  return { ...merge(results), machine: describeMachine(), date: new Date().toISOString().slice(0, 10), rounds };
}
