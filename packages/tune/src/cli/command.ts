import type { FlagName } from './flags.js';
import type { Options } from './options.js';
import type { Surroundings } from './surroundings.js';

/** One command of the program. */
export interface Command {
  /** What it does, in one line. */
  readonly summary: string;
  /** What comes after its name without dashes. */
  readonly words: readonly { readonly name: string; readonly example: string }[];
  readonly flags: readonly FlagName[];
  /** What `--help` says besides. */
  readonly notes?: () => string;
  /** Does it, and gives the exit status. */
  run(options: Options, surroundings: Surroundings): Promise<number>;
}
