import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { commandLine } from '../src/cli/command-line.js';

const program = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const tsx = import.meta.resolve('tsx');

/** How a run of the program ended. */
export interface Ended {
  readonly status: number | string | null;
  readonly out: string;
  readonly err: string;
}

/** The program while it runs, in a process of its own. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** When it has written so on standard output. */
  seen(pattern: RegExp): Promise<void>;
}

/** A folder with objectives, where the program runs. */
export class Folder {
  readonly path = realpathSync(mkdtempSync(path.join(tmpdir(), 'glassbox-tune-')));

  file(name: string): string {
    return path.join(this.path, name);
  }

  write(name: string, text: string): void {
    writeFileSync(this.file(name), text);
  }

  start(...argv: readonly string[]): Running {
    const args = ['--conditions=@glassbox/source', '--import', tsx, program, ...argv];
    const child = spawn(process.execPath, args, { cwd: this.path, stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, err] = ['', ''];
    const waiting = new Set<() => void>();
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      for (const look of waiting) look();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    const ended = new Promise<Ended>((resolve) => {
      child.once('close', (code, signal) => resolve({ status: code ?? signal, out, err }));
    });
    const seen = (pattern: RegExp) =>
      new Promise<void>((resolve, reject) => {
        const look = () => {
          if (pattern.test(out)) resolve();
        };
        waiting.add(look);
        look();
        void ended.then(() => reject(new Error(`It ended before ${pattern}:\n${out}\n${err}`)));
      });
    return { child, ended, seen };
  }

  run(...argv: readonly string[]): Promise<Ended> {
    return this.start(...argv).ended;
  }

  /** What the program does, in this process, which is quicker. */
  async ask(...argv: readonly string[]): Promise<Ended> {
    let [out, err] = ['', ''];
    const before = process.cwd();
    process.chdir(this.path);
    try {
      const status = await commandLine(argv, {
        out: (text) => {
          out += text;
        },
        stderr: {
          write(text) {
            err += text;
          },
        },
        signals: process,
        now: Date.now,
        exit: (code) => {
          throw new Error(`It left with ${code}.`);
        },
      });
      return { status, out, err };
    } finally {
      process.chdir(before);
    }
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** The lines of JSON that a run has written. */
export const events = ({ out }: Ended) =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
