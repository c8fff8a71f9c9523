import { GlassboxError } from '@glassbox/core';
import type { Ending, Outcome } from '../study/ending.js';
import type { Trial } from '../study/trial.js';
import type { Json } from '../study/trial-record.js';
import { workerProgram } from './worker-program.js';

interface Pipe {
  setEncoding(encoding: 'latin1' | 'utf8'): void;
  on(event: 'data', listener: (text: string) => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
  write(text: string): void;
}

type OnOutput = (text: string) => void;

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

/** A line from a worker. */
interface Message {
  readonly ready?: true;
  readonly unusable?: string;
  readonly method?: keyof typeof methods;
  readonly given?: readonly Json[];
  readonly outcome?: { readonly value?: string | readonly string[]; readonly pruned?: true; readonly reason?: string };
}

type Given = readonly never[];
/** Numbers from their texts; what is none stays, and is refused with what came. */
const numbersOf = (value: string | readonly string[]): Outcome =>
  Array.isArray(value) ? value.map(Number) : typeof value === 'string' ? Number(value) : (value as never);

/** What a worker may ask of the trial that it runs. */
const methods = {
  float: (trial: Trial, given: Given) => trial.float(...(given as [never, never, never, never])),
  int: (trial: Trial, given: Given) => trial.int(...(given as [never, never, never, never])),
  categorical: (trial: Trial, given: Given) => trial.categorical(...(given as [never, never])),
  boolean: (trial: Trial, given: Given) => trial.boolean(...(given as [never])),
  report: (trial: Trial, [value, step]: Given) => trial.report(numbersOf(value!), step!),
  setAttribute: (trial: Trial, given: Given) => trial.setAttribute(...(given as [never, never])),
  setConstraint: (trial: Trial, given: Given) => trial.setConstraint(...(given as [never, never])),
  params: (trial: Trial) => trial.params,
} as const;

/** Processes in a row that may end before they have loaded the objective. */
const MOST_FAILURES = 5;

/** A child process that runs an objective on one trial after the other. */
export class WorkerProcess {
  readonly #child: Child;
  #text = '';
  #trial: Trial | undefined;
  #answer: { resolve(outcome: Outcome | Ending | 'ready'): void; reject(error: Error): void } | undefined;
  #end: string | undefined;

  private constructor(objective: URL, onOutput?: OnOutput) {
    const { spawn } = process.getBuiltinModule('node:child_process') as ChildProcesses;
    this.#child = spawn(process.execPath, [...process.execArgv, '--eval', workerProgram], {
      stdio: ['ignore', ...Array(2).fill(onOutput ? 'pipe' : 'inherit'), 'pipe', 'pipe'],
      env: { ...process.env, GLASSBOX_OBJECTIVE: objective.href },
    });
    const requests = this.#child.stdio[3]!;
    requests.setEncoding('latin1');
    requests.on('data', (text) => this.#receive(text));
    if (onOutput) this.#listen(onOutput);
    // A worker that dies closes its pipes; that it is gone is told by its exit.
    for (const pipe of this.#child.stdio.slice(3)) pipe!.on('error', () => undefined);
    this.#child.on('error', ({ message }) => this.#ended(message));
    this.#child.on('exit', (code, signal) => this.#ended(`with ${signal ?? `status ${code}`}`));
  }

  #listen(onOutput: OnOutput): void {
    for (const output of this.#child.stdio.slice(1, 3)) {
      output!.setEncoding('utf8');
      output!.on('data', onOutput);
    }
  }

  /**
   * Starts one; a process that is ended from outside before it has loaded the objective is replaced.
   *
   * @throws `bad-objective` where the module cannot be loaded or has no function; `worker-failed` where several processes in a row end.
   */
  static async start(objective: URL, onOutput?: OnOutput): Promise<WorkerProcess> {
    for (let failures = 1; ; failures++) {
      const worker = new WorkerProcess(objective, onOutput);
      try {
        await worker.#outcome();
        return worker;
      } catch (error) {
        if ((error as GlassboxError).code !== 'worker-failed' || failures === MOST_FAILURES) throw error;
      }
    }
  }

  get isAlive(): boolean {
    return this.#end === undefined;
  }

  /**
   * Runs a trial; one whose worker dies is given back, with how it ended.
   *
   * @param timeout seconds after which the process is ended; undefined for none.
   */
  async run(trial: Trial, timeout: number | undefined): Promise<Outcome | Ending> {
    this.#trial = trial;
    const outcome = this.#outcome();
    this.#send({ number: trial.number });
    const timer = timeout === undefined ? undefined : setTimeout(() => this.#overrun(timeout), 1000 * timeout);
    try {
      return (await outcome) as Outcome | Ending;
    } finally {
      clearTimeout(timer);
    }
  }

  #overrun(timeout: number): void {
    this.#answer?.resolve({ state: 'failed', reason: `The trial took longer than ${timeout} seconds.` });
    this.#end = `after ${timeout} seconds`;
    this.#child.kill('SIGKILL');
  }

  stop(): void {
    if (this.isAlive) this.#child.kill('SIGKILL');
  }

  #outcome(): Promise<Outcome | Ending | 'ready'> {
    return new Promise((resolve, reject) => {
      this.#answer = { resolve, reject };
      if (this.#end !== undefined) this.#ended(this.#end);
    });
  }

  #send(message: object): void {
    const json = JSON.stringify(message);
    this.#child.stdio[4]!.write(`${json.replace(/[^\x20-\x7e]/g, escaped)}\n`);
  }

  #receive(text: string): void {
    const lines = (this.#text + text).split('\n');
    this.#text = lines.pop()!;
    for (const line of lines) this.#handle(JSON.parse(line) as Message);
  }

  #handle({ ready, unusable, method, given = [], outcome }: Message): void {
    if (ready) this.#answer?.resolve('ready');
    else if (unusable !== undefined)
      this.#answer?.reject(new GlassboxError('bad-objective', `The objective cannot be run: ${unusable}`));
    else if (method) this.#send(this.#answerTo(method, given as Given));
    else if (outcome?.value !== undefined) this.#answer?.resolve(numbersOf(outcome.value));
    else if (outcome?.pruned) this.#answer?.resolve({ state: 'pruned' });
    else this.#answer?.resolve({ state: 'failed', reason: outcome?.reason ?? 'No reason was given.' });
  }

  #answerTo(method: keyof typeof methods, given: Given): object {
    try {
      return { value: methods[method](this.#trial!, given) ?? null };
    } catch (error) {
      const { code = 'error', message } = error as { readonly code?: string; readonly message: string };
      return { error: { code, message } };
    }
  }

  #ended(how: string): void {
    this.#end = how;
    const reason = `The worker process ended ${how}.`;
    if (this.#trial) this.#answer?.resolve({ state: 'waiting', lost: true, reason });
    else this.#answer?.reject(new GlassboxError('worker-failed', `${reason} It could not load the objective.`));
  }
}

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
