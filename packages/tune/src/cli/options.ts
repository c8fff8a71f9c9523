import { parseArgs } from 'node:util';
import { GlassboxError, nearestName } from '@glassbox/core';
import type { Command } from './command.js';
import { type FlagName, flagOf } from './flags.js';

/** How the program is called in what it says. */
export const program = 'glassbox-tune';

/** A mistake on the command line; the message is one line that says what to do. */
export const usageError = (message: string, command = ''): GlassboxError =>
  new GlassboxError('bad-usage', `${message} See ${program} ${command ? `${command} ` : ''}--help`);

/** Values as they came, by option. */
export type Given = Readonly<Partial<Record<FlagName, readonly string[]>>>;

/** What a command was asked for. */
export class Options {
  constructor(
    readonly command: string,
    readonly words: readonly string[],
    readonly given: Given,
  ) {}

  /** The same with values for what was not given. */
  over(defaults: Given): Options {
    return new Options(this.command, this.words, { ...defaults, ...this.given });
  }

  has(flag: FlagName): boolean {
    return this.given[flag] !== undefined;
  }

  texts(flag: FlagName): readonly string[] | undefined {
    return this.given[flag];
  }

  text(flag: FlagName): string | undefined {
    return this.given[flag]?.at(-1);
  }

  /** @throws `bad-usage` where it was not given. */
  required(flag: FlagName): string {
    const text = this.text(flag);
    if (text !== undefined) return text;
    throw usageError(`Say --${flag} ${flagOf(flag).value}, such as --${flag} ${flagOf(flag).example}.`, this.command);
  }

  /** A whole number. @throws `bad-usage` for anything else. */
  whole(flag: FlagName, least: number): number | undefined {
    const text = this.text(flag);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
    throw this.#wrong(flag, `a whole number from ${least} up`, text);
  }

  /** A number. @throws `bad-usage` for anything else. */
  number(flag: FlagName, above = Number.NEGATIVE_INFINITY): number | undefined {
    const text = this.text(flag);
    if (text === undefined) return undefined;
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (value > above) return value;
    throw this.#wrong(flag, Number.isFinite(above) ? `a number above ${above}` : 'a number', text);
  }

  #wrong(flag: FlagName, expected: string, text: string): GlassboxError {
    const example = `--${flag} ${flagOf(flag).example}`;
    return usageError(`--${flag} takes ${expected}, but '${text}' came; write ${example}.`, this.command);
  }
}

/**
 * Reads what comes after a command.
 *
 * @throws `bad-usage` for an option that it does not have, a value that is missing or too much, words that are missing or too many.
 */
export function readOptions(name: string, command: Command, argv: readonly string[]): Options {
  const { tokens } = parseArgs({ args: [...argv], options: parserOptions(command), strict: false, tokens: true });
  const words: string[] = [];
  const given: Partial<Record<FlagName, string[]>> = {};
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const [flag, value] = readFlag(name, command, token);
    given[flag] = flagOf(flag).repeats ? [...(given[flag] ?? []), value] : [value];
  }
  const options = new Options(name, words, given);
  if (!options.has('help')) checkWords(options, command);
  return options;
}

const parserOptions = (command: Command) =>
  Object.fromEntries(
    [...command.flags, 'help' as const].map((flag) => [
      flag,
      { type: flagOf(flag).value ? 'string' : 'boolean', ...(flag === 'help' && { short: 'h' }) } as const,
    ]),
  );

interface Token {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
}

function readFlag(command: string, { flags }: Command, { name, rawName, value }: Token): [FlagName, string] {
  const known: readonly FlagName[] = [...flags, 'help'];
  const flag = known.find((each) => each === name);
  if (!flag) {
    const nearest = nearestName(name, known);
    throw usageError(`There is no option '${rawName}' here.${nearest ? ` Did you mean '--${nearest}'?` : ''}`, command);
  }
  const { value: takes, example } = flagOf(flag);
  // A number below zero is a value; anything else that begins with a dash is the next option.
  const isMissing = !value || (value.startsWith('--') && value.length > 2);
  if (takes && isMissing) throw usageError(`${rawName} needs a value, such as --${flag} ${example}.`, command);
  if (!takes && value !== undefined) throw usageError(`${rawName} takes no value, but '${value}' came.`, command);
  return [flag, value ?? ''];
}

function checkWords({ command, words }: Options, { words: wanted }: Command): void {
  if (words.length > wanted.length) {
    const extra = words[wanted.length]!;
    throw usageError(`'${extra}' is too much; options begin with two dashes.`, command);
  }
  const missing = wanted[words.length];
  if (missing !== undefined) {
    throw usageError(`Say which: ${program} ${command} ${wanted.map(({ example }) => example).join(' ')}.`, command);
  }
}
