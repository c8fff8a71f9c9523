import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { isGlassboxError } from '@glassbox/core';
import { help } from './cli/help.js';
import { type BenchOptions, readOptions } from './cli/options.js';
import { parts } from './parts/index.js';
import { markdown, verdict } from './report/markdown.js';
import type { BenchResult } from './report/result.js';
import { cells, headings, textTable } from './report/table.js';
import { runBench } from './run-bench.js';

/** Runs the command line to its end and answers the exit status: a target that is missed is a finding, not a failure. */
async function main(argv: readonly string[]): Promise<number> {
  try {
    const options = readOptions(
      argv,
      parts.map(({ id }) => id),
    );
    if (options.help) process.stdout.write(help(parts));
    else report(await runBench(parts, options, (text) => console.error(text)), options);
    return 0;
  } catch (error) {
    if (!isGlassboxError(error)) throw error;
    console.error(error.message);
    return 2;
  }
}

function report(result: BenchResult, { only, quick, json, page }: BenchOptions): void {
  console.log(textTable([headings, ...result.rows.map(cells)]));
  for (const { title, rows } of result.details ?? []) console.log(`\n${title}\n${textTable(rows)}`);
  console.log(`\n${verdict(result.rows)}`);
  if (json) writeFileSync(fromUser(json), `${JSON.stringify(result, undefined, 1)}\n`);
  if (page) writeFileSync(fromUser(page), markdown(result));
  if (!only && !quick) writeFileSync(new URL('../../../docs/benchmarks.md', import.meta.url), markdown(result));
}

/** npm starts scripts in the workspace's root; a file is meant from where the user stands. */
const fromUser = (file: string) => path.resolve(process.env.INIT_CWD ?? '.', file);

process.exitCode = await main(process.argv.slice(2));
