import { commandLine } from './cli/command-line.js';
import { ownOutput } from './cli/own-output.js';

process.exitCode = await commandLine(process.argv.slice(2), {
  out: ownOutput(process),
  stderr: process.stderr,
  signals: process,
  now: Date.now,
  exit: (status) => process.exit(status),
});
