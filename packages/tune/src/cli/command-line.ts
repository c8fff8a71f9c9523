import { nearestName } from '@glassbox/core';
import { commands } from '../commands/commands.js';
import type { Command } from './command.js';
import { failureOf } from './failure.js';
import { commandHelp, programHelp } from './help.js';
import { readOptions, usageError } from './options.js';
import type { Surroundings } from './surroundings.js';

/** Runs a command line to its end and gives the exit status. */
export async function commandLine(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  try {
    return await run(argv, surroundings);
  } catch (error) {
    const { text, status } = failureOf(error);
    surroundings.stderr.write(`${text}\n`);
    return status;
  }
}

async function run([name, ...rest]: readonly string[], surroundings: Surroundings): Promise<number> {
  if (name === undefined || ['--help', '-h', 'help'].includes(name)) {
    surroundings.out(programHelp(commands));
    return name === undefined ? 2 : 0;
  }
  const command = commandOf(name);
  const options = readOptions(name, command, rest);
  if (!options.has('help')) return command.run(options, surroundings);
  surroundings.out(commandHelp(name, command));
  return 0;
}

function commandOf(name: string): Command {
  const names = Object.keys(commands);
  const command = names.includes(name) ? commands[name] : undefined;
  if (command) return command;
  const nearest = nearestName(name, names);
  const hint = nearest ? ` Did you mean '${nearest}'?` : '';
  throw usageError(`There is no command '${name}'.${hint} There are ${names.join(', ')}.`);
}
