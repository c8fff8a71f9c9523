import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { lastComplaint } from './last-complaint.js';
import { type Answer, asAnswer, asOpening, parseLine } from './protocol.js';

/** How a peer's process is started. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** A peer, warm, which computes only while it is asked. */
export interface Peer {
  readonly versions: Readonly<Record<string, string>>;
  round(): Promise<Answer>;
  close(): void;
}

/** Why a peer takes no part. */
export interface Unavailable {
  readonly unavailable: string;
}

/** Longest wait for one line of a peer; a native library that hangs must not hold the whole run. */
const PATIENCE = 10 * 60_000;

/**
 * Starts a peer in a process of its own and waits until it is warm.
 *
 * @returns the peer, or why it takes no part: it said so, could not be started, or ended.
 */
export async function openPeer(command: Command): Promise<Peer | Unavailable> {
  const child = spawn(command.program, command.args, { env: command.env ?? process.env, stdio: 'pipe' });
  const listen = listenTo(child);
  try {
    const opening = asOpening(await listen());
    if ('unavailable' in opening) throw new Error(opening.unavailable);
    return {
      versions: opening.versions,
      async round() {
        child.stdin.write('{"round":true}\n');
        return asAnswer(await listen());
      },
      close: () => child.kill(),
    };
  } catch (error) {
    child.kill();
    return { unavailable: (error as Error).message };
  }
}

/** Gives a function that waits for the child's next message. */
function listenTo(child: ChildProcess): () => Promise<Record<string, unknown>> {
  let complaints = '';
  let failure = '';
  child.once('error', (error) => {
    failure = error.message;
  });
  child.stdin?.on('error', () => {});
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-2000);
  });
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  return async () => {
    const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
    try {
      for (;;) {
        const { value, done } = await lines.next();
        if (done) throw new Error(failure || lastComplaint(complaints));
        const message = parseLine(value);
        if (message) return message;
      }
    } finally {
      clearTimeout(timer);
    }
  };
}
