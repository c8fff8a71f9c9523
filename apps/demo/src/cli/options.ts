import { parseArgs } from 'node:util';
import { GlassboxError, nearestName, unknownName } from '@glassbox/core';
import { type BackendName, backendNames, defaultSettings, quickEpochs, type Settings } from './settings.js';

/** What the command line asks for. */
export interface DemoOptions {
  /** The settings that were given, without defaults. */
  readonly given: Partial<Settings>;
  readonly out: string;
  readonly json: boolean;
  readonly resume: boolean;
  readonly help: boolean;
}

/** Where the report goes where nobody says. */
export const defaultOut = 'glassbox-report';

const flags = {
  epochs: { type: 'string' },
  backend: { type: 'string' },
  seed: { type: 'string' },
  out: { type: 'string' },
  json: { type: 'boolean' },
  quick: { type: 'boolean' },
  resume: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Flag = keyof typeof flags;

/** A mistake on the command line; the message is one line that says what to do. */
export const usageError = (message: string) => new GlassboxError('bad-usage', `${message} See npm run demo -- --help`);

/**
 * Reads the command line; of an option that comes twice the last counts.
 *
 * @throws `bad-usage` for an option that does not exist, a value that is missing or wrong, or a word that is no option.
 */
export function readOptions(argv: readonly string[]): DemoOptions {
  const values = readFlags(argv);
  const epochs = values.get('epochs');
  const backend = values.get('backend');
  const seed = values.get('seed');
  return {
    given: {
      ...(epochs === undefined ? {} : { epochs: wholeNumber('epochs', epochs, 1, 1000) }),
      ...(backend === undefined ? {} : { backend: backendName(backend) }),
      ...(seed === undefined ? {} : { seed: wholeNumber('seed', seed, 0, Number.MAX_SAFE_INTEGER) }),
      ...(values.has('quick') ? { quick: true } : {}),
    },
    out: values.get('out') ?? defaultOut,
    json: values.has('json'),
    resume: values.has('resume'),
    help: values.has('help'),
  };
}

/** Fills in what was not given. */
export function settingsOf(given: Partial<Settings>): Settings {
  const settings = { ...defaultSettings, ...given };
  return settings.quick && given.epochs === undefined ? { ...settings, epochs: quickEpochs } : settings;
}

function readFlags(argv: readonly string[]): Map<Flag, string> {
  const { tokens } = parseArgs({ args: [...argv], options: flags, strict: false, tokens: true });
  const values = new Map<Flag, string>();
  for (const token of tokens) {
    if (token.kind === 'positional')
      throw usageError(`'${token.value}' is not an option; options begin with two dashes.`);
    if (token.kind === 'option') values.set(...readFlag(token));
  }
  return values;
}

function readFlag({
  name,
  rawName,
  value,
}: {
  name: string;
  rawName: string;
  value?: string | undefined;
}): [Flag, string] {
  if (!isFlag(name)) {
    const nearest = nearestName(name, Object.keys(flags));
    throw usageError(`There is no option '${rawName}'.${nearest ? ` Did you mean '--${nearest}'?` : ''}`);
  }
  const takesValue = flags[name].type === 'string';
  if (takesValue && !value) throw usageError(`${rawName} needs a value, such as ${example(name)}.`);
  if (!takesValue && value !== undefined) throw usageError(`${rawName} takes no value, but '${value}' came.`);
  return [name, value ?? ''];
}

const isFlag = (name: string): name is Flag => Object.hasOwn(flags, name);

const example = (flag: Flag) =>
  ({ epochs: '--epochs 5', backend: '--backend wasm', seed: '--seed 42', out: `--out ${defaultOut}` })[
    flag as string
  ] ?? '';

function wholeNumber(flag: Flag, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  const range = most === Number.MAX_SAFE_INTEGER ? `from ${least} up` : `from ${least} to ${most}`;
  throw usageError(`--${flag} takes a whole number ${range}, but '${text}' came; write ${example(flag)}.`);
}

function backendName(name: string): BackendName {
  const found = backendNames.find((known) => known === name);
  if (found) return found;
  throw usageError(unknownName('backend', name, backendNames).message);
}
