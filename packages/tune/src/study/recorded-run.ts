import { GlassboxError } from '@glassbox/core';
import type { Json } from '@glassbox/tuning';
import type { Given } from '../cli/options.js';

/** What a study was begun with, kept beside it, so that it can be resumed and joined. */
export interface RecordedRun {
  /** The objective's file, as an absolute path. */
  readonly objective: string;
  readonly options: Given;
  /** Trials that the study is to have; undefined where something else is to stop it. */
  readonly total: number | undefined;
}

/** The name of the note beside the study. */
export const NOTE = 'glassbox-tune';
const VERSION = 1;

/** The note of a run. */
export const noteOf = ({ objective, options, total }: RecordedRun): Json => ({
  version: VERSION,
  objective,
  options: Object.fromEntries(Object.entries(options).map(([name, values]) => [name, [...values]])),
  ...(total !== undefined && { total }),
});

/**
 * The run that a study was begun with; undefined where it was not begun by this program.
 *
 * @throws `unknown-version` where a newer version of it wrote the note.
 */
export function recordedRun(attributes: Readonly<Record<string, Json>>): RecordedRun | undefined {
  const note = attributes[NOTE] as { readonly [key: string]: Json } | undefined;
  if (note === undefined) return undefined;
  if (note.version !== VERSION) {
    throw new GlassboxError(
      'unknown-version',
      `The study was begun by another version of @glassbox/tune (its note has version ${note.version}, this one reads ${VERSION}). Update it.`,
    );
  }
  const { objective, options, total } = note;
  return {
    objective: String(objective),
    options: options as Given,
    total: typeof total === 'number' ? total : undefined,
  };
}
