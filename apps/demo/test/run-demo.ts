import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** How a run of the demo ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** Sends a Ctrl-C once this has been written so many times. */
  readonly interruptAt?: { readonly text: string; readonly times: number };
}

/** An empty folder of the system's temporary ones. */
export const temporaryFolder = () => mkdtempSync(path.join(tmpdir(), 'glassbox-demo-'));

/** Runs the demo as `npm run demo -- <args>` does once everything is set up. */
export function runDemo(args: readonly string[], { interruptAt }: RunOptions = {}): Promise<Ended> {
  const program = ['--import', 'tsx', '--conditions=@glassbox/source', 'apps/demo/src/main.ts'];
  const { INIT_CWD: _, ...env } = process.env;
  const child = spawn(process.execPath, [...program, ...args], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const texts = { stdout: '', stderr: '' };
  let interrupted = false;
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
      if (interrupted || !interruptAt || !isDue(`${texts.stdout}${texts.stderr}`, interruptAt)) return;
      interrupted = true;
      child.kill('SIGINT');
    });
  }
  return ended(child, () => texts);
}

const isDue = (output: string, { text, times }: { text: string; times: number }) => output.split(text).length > times;

function ended(child: ChildProcess, texts: () => { stdout: string; stderr: string }): Promise<Ended> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, ...texts() }));
  });
}
