import { unknownName } from '@glassbox/core';
import { FlagReader, usageError } from './flags.js';
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
  epochs: { type: 'string', example: '5' },
  backend: { type: 'string', example: 'wasm' },
  seed: { type: 'string', example: '42' },
  out: { type: 'string', example: defaultOut },
  json: { type: 'boolean' },
  quick: { type: 'boolean' },
  resume: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/**
 * Reads the command line; of an option that comes twice the last counts.
 *
 * @throws `bad-usage` for an option that does not exist, a value that is missing or wrong, or a word that is no option.
 */
export function readOptions(argv: readonly string[]): DemoOptions {
  const values = new FlagReader(flags, argv);
  const epochs = values.wholeNumber('epochs', 1, 1000);
  const backend = values.text('backend');
  const seed = values.wholeNumber('seed', 0);
  return {
    given: {
      ...(epochs === undefined ? {} : { epochs }),
      ...(backend === undefined ? {} : { backend: backendName(backend) }),
      ...(seed === undefined ? {} : { seed }),
      ...(values.has('quick') ? { quick: true } : {}),
    },
    out: values.text('out') ?? defaultOut,
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

function backendName(name: string): BackendName {
  const found = backendNames.find((known) => known === name);
  if (found) return found;
  throw usageError(unknownName('backend', name, backendNames).message);
}
