import { spawn } from 'node:child_process';

/** What a program that has ended left behind. */
export interface Ended {
  readonly status: number | string;
  /** Standard output and standard error, as they came. */
  readonly output: string;
}

/** Runs Node with these arguments in a folder until it ends, at most for some minutes. */
export function runProgram(args: readonly string[], cwd: string, minutes = 4, env?: NodeJS.ProcessEnv): Promise<Ended> {
  return run(process.execPath, args, cwd, minutes, env);
}

/** What the test runner and an `npm run` around it say about this workspace, and another project must not hear. */
const OURS = /^(npm_(package|lifecycle)_|npm_config_local_prefix$|INIT_CWD$|NODE_OPTIONS$|VITEST|NODE_ENV$)/;

/** Runs any command in a folder until it ends. */
export function run(
  command: string,
  args: readonly string[],
  cwd: string,
  minutes = 4,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Ended> {
  const child = spawn(command, args, {
    cwd,
    env: Object.fromEntries(Object.entries(env).filter(([name]) => !OURS.test(name))),
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
