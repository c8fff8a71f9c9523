import { isGlassboxError } from '@glassbox/core';

/** How a run ended: what to say on standard error, and the exit status. */
export interface Failure {
  readonly text: string;
  readonly status: number;
}

/** Exit status after a Ctrl-C, as shells count it: 128 and the signal's number. */
export const interruptedStatus = 130;

/** Mistakes that the user can mend: options, folders, backends, data that is not there. Anything else is a failed run. */
const mendable = new Set([
  'bad-usage',
  'folder-unwritable',
  'nothing-to-resume',
  'bad-checkpoint',
  'no-backend',
  'dataset-unavailable',
  'storage-failed',
  'bad-model-file',
]);

/**
 * Puts an error in words: one line and status 2 for what the user can mend, one line and status 1 for what the libraries refuse,
 * the whole stack for what must not happen.
 */
export function failureOf(error: unknown): Failure {
  if (isGlassboxError(error)) return { text: oneLine(error.message), status: mendable.has(error.code) ? 2 : 1 };
  return { text: error instanceof Error ? (error.stack ?? error.message) : String(error), status: 1 };
}

const oneLine = (text: string) => text.replace(/\s*\n\s*/g, ' ').trim();
