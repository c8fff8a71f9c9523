import { GlassboxError } from '@glassbox/core';
import type { Answer, Message, Task, TaskHost } from './task.js';

/** What carries messages to a place where an objective runs. */
export interface Port {
  /** A task, or the answer that it waits for. */
  send(message: Task | Answer): void;
  /** Ends it, whatever it is doing. */
  stop(): void;
}

/** Opens a place for an objective. `ended` says how it ended, as in 'with status 3'. */
export type OpenPort = (objective: URL, receive: (message: Message) => void, ended: (how: string) => void) => Port;

/** Workers in a row that may end before they have loaded the objective. */
const MOST_FAILURES = 20;

/** A place of its own, such as a process, that runs an objective on one trial after the other. */
export class ObjectiveWorker {
  readonly #port: Port;
  readonly #kind: string;
  #host: TaskHost<unknown> | undefined;
  #settle: { resolve(result: unknown): void; reject(error: Error): void } | undefined;
  #end: string | undefined;

  private constructor(kind: string, open: OpenPort, objective: URL) {
    this.#kind = kind;
    this.#port = open(
      objective,
      (message) => this.#handle(message),
      (how) => this.#ended(how),
    );
  }

  /**
   * Starts one; one that is ended from outside before it has loaded the objective is replaced.
   *
   * @param kind what it is called where it ends, as in 'worker process'.
   * @throws `bad-objective` where the module cannot be loaded or has no function; `worker-failed` where several in a row end.
   */
  static async start(kind: string, open: OpenPort, objective: URL): Promise<ObjectiveWorker> {
    for (let failures = 1; ; failures++) {
      const worker = new ObjectiveWorker(kind, open, objective);
      try {
        await worker.#result();
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
   * Runs a trial.
   *
   * @param timeout seconds after which it fails and the worker is ended; undefined for none.
   */
  async run<Result>(host: TaskHost<Result>, timeout?: number): Promise<Result> {
    this.#host = host;
    const result = this.#result();
    if (this.isAlive) this.#port.send(host.task);
    const timer = timeout === undefined ? undefined : setTimeout(() => this.#overrun(timeout), 1000 * timeout);
    try {
      return (await result) as Result;
    } finally {
      clearTimeout(timer);
    }
  }

  stop(): void {
    if (this.isAlive) this.#port.stop();
  }

  #overrun(timeout: number): void {
    this.#settle?.resolve(this.#host!.end([], { reason: `The trial took longer than ${timeout} seconds.` }));
    this.#end = `after ${timeout} seconds`;
    this.#port.stop();
  }

  #result(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      if (this.#end !== undefined) this.#ended(this.#end);
    });
  }

  #handle({ ready, unusable, calls = [], wants, outcome }: Message): void {
    if (this.#end !== undefined) return;
    if (ready) this.#settle?.resolve(undefined);
    else if (unusable !== undefined)
      this.#settle?.reject(new GlassboxError('bad-objective', `The objective cannot be run: ${unusable}`));
    else if (outcome) this.#settle?.resolve(this.#host!.end(calls, outcome));
    else if (wants) void this.#reply(calls);
    else this.#host!.note(calls);
  }

  async #reply(calls: NonNullable<Message['calls']>): Promise<void> {
    const answer = this.#host!.ask(calls);
    const given = answer instanceof Promise ? await answer : answer;
    if (this.isAlive) this.#port.send(given);
  }

  #ended(how: string): void {
    this.#end ??= how;
    const reason = `The ${this.#kind} ended ${how}.`;
    if (this.#host) this.#settle?.resolve(this.#host.lost(reason));
    else this.#settle?.reject(new GlassboxError('worker-failed', `${reason} It could not load the objective.`));
  }
}
