import type { OpenPort } from './objective-worker.js';
import type { Message } from './task.js';
import { workerProgram } from './worker-program.js';

interface Pipe {
  setEncoding(encoding: 'latin1' | 'utf8'): void;
  on(event: 'data', listener: (text: string) => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
  write(text: string): void;
}

/** What of Node's child processes is used here. */
interface Child {
  readonly stdio: readonly (Pipe | null)[];
  on(event: 'exit', listener: (code: number | null, signal: string | null) => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
  kill(signal: 'SIGKILL'): void;
}

interface ChildProcesses {
  spawn(command: string, args: readonly string[], options: object): Child;
}

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Gives each line of a pipe, as JSON. */
function eachLine(pipe: Pipe, receive: (message: Message) => void): void {
  let rest = '';
  pipe.setEncoding('latin1');
  pipe.on('data', (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    for (const line of lines) receive(JSON.parse(line) as Message);
  });
}

/** Options of {@link processPort}. */
export interface ProcessOptions {
  /** Takes what the objective prints, on either of its outputs. Default: it is printed on those of this process. */
  readonly onOutput?: (text: string) => void;
}

/** Runs an objective in a child process. */
export const processPort =
  ({ onOutput }: ProcessOptions): OpenPort =>
  (objective, receive, ended) => {
    const { spawn } = process.getBuiltinModule('node:child_process') as ChildProcesses;
    const child = spawn(process.execPath, [...process.execArgv, '--eval', workerProgram], {
      stdio: ['ignore', ...Array(2).fill(onOutput ? 'pipe' : 'inherit'), 'pipe', 'pipe'],
      env: { ...process.env, GLASSBOX_OBJECTIVE: objective.href },
    });
    if (onOutput) {
      for (const output of child.stdio.slice(1, 3)) {
        output!.setEncoding('utf8');
        output!.on('data', onOutput);
      }
    }
    eachLine(child.stdio[3]!, receive);
    // A worker that dies closes its pipes; that it is gone is told by its exit.
    for (const pipe of child.stdio.slice(3)) pipe!.on('error', () => undefined);
    child.on('error', ({ message }) => ended(message));
    child.on('exit', (code, signal) => ended(`with ${signal ?? `status ${code}`}`));
    return {
      send: (message) => child.stdio[4]!.write(`${JSON.stringify(message).replace(/[^\x20-\x7e]/g, escaped)}\n`),
      stop: () => child.kill('SIGKILL'),
    };
  };
