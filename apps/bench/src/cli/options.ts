import { parseArgs } from 'node:util';
import { GlassboxError, requireArgument, unknownName } from '@glassbox/core';

/** What the command line asks for. */
export interface BenchOptions {
  /** The parts to run; undefined: all. */
  readonly only: readonly string[] | undefined;
  readonly rounds: number;
  readonly quick: boolean;
  /** A file for the numbers as JSON. */
  readonly json: string | undefined;
  /** A file for the numbers as a page in Markdown. */
  readonly page: string | undefined;
  readonly help: boolean;
}

const flags = {
  only: { type: 'string' },
  rounds: { type: 'string' },
  quick: { type: 'boolean' },
  json: { type: 'string' },
  page: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/**
 * Reads the command line.
 *
 * @param known the ids of all parts.
 * @throws `bad-usage` for an option that does not exist or lacks its value, `unknown-name` for a part that does not exist,
 * `bad-argument` for rounds that are not a whole number above 0.
 */
export function readOptions(argv: readonly string[], known: readonly string[]): BenchOptions {
  const { only, rounds, quick = false, json, page, help = false } = parse(argv);
  return {
    only: only === undefined ? undefined : partsOf(only, known),
    rounds: roundsOf(rounds, quick),
    quick,
    json,
    page,
    help,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: flags }).values;
  } catch (error) {
    throw new GlassboxError('bad-usage', `${(error as Error).message}. See npm run bench -- --help`);
  }
}

function partsOf(list: string, known: readonly string[]): string[] {
  const names = list.split(',').map((name) => name.trim());
  for (const name of names) if (!known.includes(name)) throw unknownName('part of the bench', name, known);
  return names;
}

function roundsOf(given: string | undefined, quick: boolean): number {
  const rounds = given === undefined ? (quick ? 1 : 5) : Number(given);
  requireArgument(
    Number.isInteger(rounds) && rounds > 0,
    `--rounds takes a whole number above 0, but '${given}' came; write --rounds 5.`,
  );
  return rounds;
}
