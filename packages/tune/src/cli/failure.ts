import { isGlassboxError } from '@glassbox/core';

/** How a command ended: what to say on standard error, and the exit status. */
export interface Failure {
  readonly text: string;
  readonly status: number;
}

/** What is said besides, where the library cannot know how its user named the thing. */
const ways: Readonly<Record<string, string>> = {
  'queue-failed': 'See that it runs and that --connection is its address.',
  'storage-failed': 'See that the place can be reached and written, or name another.',
  'study-differs': 'Leave out --direction, or take another --name.',
  'study-exists': 'Give it one with --as.',
};

/**
 * Puts an error in words: one line and status 2 for what the libraries refuse, since it is mended by other options, another file or another
 * place; the whole stack and status 1 for what must not happen.
 */
export function failureOf(error: unknown): Failure {
  if (isGlassboxError(error)) {
    const words = [error.message, ways[error.code]].filter((text) => text !== undefined).join(' ');
    return { text: words.replace(/\s*\n\s*/g, ' ').trim(), status: 2 };
  }
  return { text: error instanceof Error ? (error.stack ?? error.message) : String(error), status: 1 };
}
