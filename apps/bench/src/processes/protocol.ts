/** The first line of a peer: it is warm, or it cannot take part and says why. */
export type Opening =
  | { readonly ready: true; readonly versions: Readonly<Record<string, string>> }
  | { readonly unavailable: string };

/** A peer's answer to "one round": a number, lower or higher being better as the row says, and whatever else it measured. */
export interface Answer {
  readonly value: number;
  readonly details?: unknown;
}

/** Peers and the bench talk in lines of JSON; a line that is none is a library's chatter, and undefined here. */
export function parseLine(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** Reads the first line of a peer. */
export function asOpening(message: Record<string, unknown>): Opening {
  if (typeof message.unavailable === 'string') return { unavailable: message.unavailable };
  return { ready: true, versions: (message.versions ?? {}) as Record<string, string> };
}

/** Reads an answer; throws with the peer's words where it failed. */
export function asAnswer(message: Record<string, unknown>): Answer {
  if (typeof message.value === 'number') return { value: message.value, details: message.details };
  throw new Error(typeof message.failed === 'string' ? message.failed : 'The peer gave no number.');
}
