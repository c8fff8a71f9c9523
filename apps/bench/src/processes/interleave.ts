import type { Peer, Unavailable } from './open-peer.js';
import type { Answer } from './protocol.js';

/** Someone who is measured. */
export interface Contestant {
  readonly name: string;
  /** Makes it ready and warm, or says why it takes no part. */
  open(): Promise<Peer | Unavailable>;
}

/** What a contestant measured, or why it did not. */
export type Outcome =
  | { readonly answers: readonly Answer[]; readonly versions: Readonly<Record<string, string>> }
  | { readonly skipped: string };

/** Hears what is under way. */
export type Log = (text: string) => void;

/**
 * Measures contestants in turns: A B C A B C ... All are warm before the first round, and only one computes at a time, so what the
 * machine does meanwhile falls on all of them alike.
 *
 * @returns an outcome for each contestant by name. One that fails in some round is out, with the reason; the others go on.
 */
export async function interleave(
  contestants: readonly Contestant[],
  rounds: number,
  log: Log = () => {},
): Promise<ReadonlyMap<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const peers = new Map<string, Peer>();
  const answers = new Map<string, Answer[]>();
  const opened = await Promise.all(
    contestants.map(({ name, open }) => {
      log(`warming up ${name}`);
      return open();
    }),
  );
  for (const [i, { name }] of contestants.entries()) {
    const peer = opened[i]!;
    if ('unavailable' in peer) outcomes.set(name, { skipped: peer.unavailable });
    else peers.set(name, peer);
  }
  for (let round = 1; round <= rounds; round++) {
    for (const [name, peer] of peers) {
      log(`round ${round} of ${rounds}: ${name}`);
      try {
        answers.set(name, [...(answers.get(name) ?? []), await peer.round()]);
      } catch (error) {
        outcomes.set(name, { skipped: (error as Error).message });
        peers.delete(name);
        peer.close();
      }
    }
  }
  for (const [name, peer] of peers) {
    outcomes.set(name, { answers: answers.get(name) ?? [], versions: peer.versions });
    peer.close();
  }
  return outcomes;
}
