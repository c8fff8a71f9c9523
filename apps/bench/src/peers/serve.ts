import { createInterface } from 'node:readline';
import type { Answer } from '../processes/protocol.js';
import type { Job } from './job.js';

/** A peer that is warm. */
export interface Opened {
  readonly versions: Readonly<Record<string, string>>;
  round(): Promise<Answer>;
}

/** What each peer's module exports. */
export interface PeerModule {
  /** Builds what the job needs and warms it up; throws with the reason where the peer cannot do it. */
  open(job: Job): Promise<Opened>;
}

const say = (message: object) => process.stdout.write(`${JSON.stringify(message)}\n`);
const reasonOf = (error: unknown) => (error as Error).message.split('\n')[0];

/** Says that the peer is warm, or why not, and then answers each line of standard input with a round, until it ends. */
export async function serve(open: () => Promise<Opened>): Promise<void> {
  // Standard output is for answers; what libraries print goes beside it.
  console.log = console.error;
  try {
    const { versions, round } = await open();
    say({ ready: true, versions });
    for await (const _ of createInterface({ input: process.stdin })) {
      say(await round().catch((error: unknown) => ({ failed: reasonOf(error) })));
    }
  } catch (error) {
    say({ unavailable: reasonOf(error) });
  }
}

/** Milliseconds that something took. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** For a job that a peer was never meant to do. */
export const cannot = (peer: string, job: Job) => new Error(`${peer} takes no part in '${job.kind}'.`);
