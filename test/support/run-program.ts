import { spawn } from 'node:child_process';

/** What a program that has ended left behind. */
export interface Ended {
  readonly status: number | string;
  /** Standard output and standard error, as they came. */
  readonly output: string;
}

/** Runs Node with these arguments in a folder until it ends, at most for some minutes. */
export function runProgram(args: readonly string[], cwd: string, minutes = 4): Promise<Ended> {
  return run(process.execPath, args, cwd, minutes);
}

/** Runs any command in a folder until it ends. */
export function run(command: string, args: readonly string[], cwd: string, minutes = 4): Promise<Ended> {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, NODE_OPTIONS: '' },
    timeout: minutes * 60_000,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ status: code ?? signal ?? 'unknown', output }));
  });
}
