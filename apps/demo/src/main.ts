import path from 'node:path';
import { isGlassboxError } from '@glassbox/core';
import { failureOf, interruptedStatus } from './cli/failure.js';
import { help } from './cli/help.js';
import { listenForInterrupts } from './cli/interrupts.js';
import { type DemoOptions, readOptions } from './cli/options.js';
import { resumeCommand, UnfinishedRun } from './cli/unfinished-run.js';
import { readTuneOptions, type TuneOptions, tuneHelp } from './tune/options.js';

/** Runs the command line to its end and answers the exit status. */
async function main(argv: readonly string[]): Promise<number> {
  try {
    if (argv[0] === 'tune') return await tune(readTuneOptions(argv.slice(1)));
    const options = readOptions(argv);
    if (!options.help) return await run(options);
    process.stdout.write(help);
    return 0;
  } catch (error) {
    const { text, status } = failureOf(error);
    console.error(text);
    return status;
  }
}

async function run(options: DemoOptions): Promise<number> {
  // npm starts scripts in the workspace's root; a folder is meant from where the user stands.
  const folder = path.resolve(process.env.INIT_CWD ?? '.', options.out);
  const unfinished = new UnfinishedRun(folder);
  const terminal = options.json ? process.stderr : process.stdout;
  const interrupts = listenForInterrupts(process, {
    onFirst: () => console.error('\nStopping after the step under way. Ctrl-C again quits at once.'),
    onSecond: () => process.exit(interruptedStatus),
  });
  try {
    // Not above, so that a mistake on the command line is answered at once.
    const { runDemo } = await import('./demo.js');
    const result = await runDemo(options, { folder, unfinished, terminal, signal: interrupts.signal });
    if (options.json) console.log(JSON.stringify(result));
    return 0;
  } catch (error) {
    if (!isGlassboxError(error, 'aborted')) throw error;
    console.error(wayOn(options, unfinished));
    return interruptedStatus;
  } finally {
    interrupts.stop();
  }
}

async function tune(options: TuneOptions): Promise<number> {
  if (options.help) {
    process.stdout.write(tuneHelp);
    return 0;
  }
  const interrupts = listenForInterrupts(process, {
    onFirst: () => console.error('\nStopping.'),
    onSecond: () => process.exit(interruptedStatus),
  });
  try {
    const { runTune } = await import('./tune/tune.js');
    const folder = path.resolve(process.env.INIT_CWD ?? '.', options.out);
    const terminal = options.json ? process.stderr : process.stdout;
    const result = await runTune(options, { folder, terminal, signal: interrupts.signal });
    if (options.json) console.log(JSON.stringify(result));
    return 0;
  } catch (error) {
    if (!isGlassboxError(error, 'aborted')) throw error;
    console.error('Stopped.');
    return interruptedStatus;
  } finally {
    interrupts.stop();
  }
}

function wayOn(options: DemoOptions, unfinished: UnfinishedRun): string {
  if (!unfinished.begun) return 'Stopped before training began; there is nothing to go on with.';
  return `Stopped. A checkpoint is kept; go on with: ${resumeCommand(options)}`;
}

process.exitCode = await main(process.argv.slice(2));
