import { availableParallelism } from 'node:os';
import { FlagReader } from '../cli/flags.js';
import { defaultOut } from '../cli/options.js';
import { type Search, searches } from './searches.js';

/** What `npm run demo -- tune` was asked for. */
export interface TuneOptions {
  readonly trials: number;
  readonly epochs: number;
  readonly digits: number;
  readonly seed: number;
  readonly processes: number;
  readonly searches: readonly Search[];
  readonly out: string;
  readonly json: boolean;
  readonly help: boolean;
}

const flags = {
  trials: { type: 'string', example: '60' },
  epochs: { type: 'string', example: '9' },
  digits: { type: 'string', example: '12000' },
  seed: { type: 'string', example: '42' },
  processes: { type: 'string', example: '2' },
  searches: { type: 'string', example: 'random,tpe+asha' },
  out: { type: 'string', example: defaultOut },
  full: { type: 'boolean' },
  quick: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** MNIST's digits less the validation fifth. */
const ALL_DIGITS = 48_000;
const defaults = { trials: 60, epochs: 9, digits: 12_000, seed: 42 };
const quick = { trials: 8, epochs: 3, digits: 2_000 };

/**
 * Reads the command line after `tune`.
 *
 * @throws `bad-usage`
 */
export function readTuneOptions(argv: readonly string[]): TuneOptions {
  const values = new FlagReader(flags, argv, 'tune ');
  const usual = { ...defaults, ...(values.has('quick') && quick), ...(values.has('full') && { digits: ALL_DIGITS }) };
  return {
    trials: values.wholeNumber('trials', 4, 10_000) ?? usual.trials,
    epochs: values.wholeNumber('epochs', 1, 1000) ?? usual.epochs,
    digits: values.wholeNumber('digits', 256, ALL_DIGITS) ?? usual.digits,
    seed: values.wholeNumber('seed', 0) ?? usual.seed,
    processes: values.wholeNumber('processes', 1, 256) ?? Math.max(1, Math.min(4, availableParallelism())),
    searches: searchesOf(values),
    out: values.text('out') ?? defaultOut,
    json: values.has('json'),
    help: values.has('help'),
  };
}

/** The searches that are named, in our order; all where none is. */
function searchesOf(values: FlagReader<typeof flags>): readonly Search[] {
  const all = searches.map(({ name }) => name);
  const asked = values.text('searches')?.split(',') ?? all;
  const unknown = asked.find((name) => !all.includes(name));
  if (unknown !== undefined) {
    throw values.error(`There is no search '${unknown}' for --searches; there are ${all.join(', ')}.`);
  }
  return searches.filter(({ name }) => asked.includes(name));
}

/** What `tune --help` prints. */
export const tuneHelp = `Searches for the best network on handwritten digits: by a grid, by chance, and by models that spend a quarter of the epochs.

Usage: npm run demo -- tune [options]

  --trials N        trainings of the grid and of chance; default ${defaults.trials}
  --epochs N        epochs of a whole training; default ${defaults.epochs}
  --digits N        digits to train on, up to ${ALL_DIGITS}; default ${defaults.digits}. Accuracy is on 12000 others.
  --full            all ${ALL_DIGITS}
  --quick           ${quick.trials} trials of ${quick.epochs} epochs on ${quick.digits} digits
  --seed N          decides the trials; default ${defaults.seed}
  --processes N     that train at a time; default one a core, at most 4
  --searches LIST   which of ${searches.map(({ name }) => name).join(',')}; default all
  --out DIR         where tuning.html goes; default ${defaultOut}
  --json            one JSON object on standard output; the words go to standard error
  --help            prints this
`;
