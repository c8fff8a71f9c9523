import { type Job, newName } from './bullmq-client.js';
import type { JobResult, Progress } from './bullmq-messages.js';
import type { Answer, Call, Task, TaskHost, WireOutcome } from './task.js';

/** Milliseconds that calls wait for others, where nobody waits for them. */
const PAUSE = 50;

/** A trial of a coordinator elsewhere: passes on what the objective asks. */
export class BullMqTask implements TaskHost<JobResult> {
  readonly id: string;
  readonly run: string;
  readonly job: Job;
  readonly task: Task;
  readonly #worker: string;
  readonly #attempt = newName();
  readonly #stop: () => void;
  /** Calls since the last answer, which a server that crashes may lose. */
  #calls: Call[] = [];
  /** How many there were before those. */
  #from = 0;
  /** How many of those were sent. */
  #noted = 0;
  #questions = 0;
  /** The question that waits for its answer: there is one at a time. */
  #open: { readonly progress: Progress; resolve(answer: Answer): void } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sent: Promise<void> = Promise.resolve();
  isAbandoned = false;

  constructor(job: Job, run: string, worker: string, task: Task, stop: () => void) {
    this.job = job;
    this.id = job.id!;
    this.run = run;
    this.task = task;
    this.#worker = worker;
    this.#stop = stop;
  }

  ask(calls: readonly Call[]): Promise<Answer> {
    return new Promise((resolve) => {
      this.#calls.push(...calls);
      const progress = { worker: this.#worker, ...this.#unanswered(), question: this.#questions++ };
      this.#open = { progress, resolve };
      this.#send(progress);
    });
  }

  /** Says again what may have been lost: a coordinator that has heard it gives the same answer. */
  askAgain(): void {
    if (this.#open) this.#send(this.#open.progress);
  }

  note(calls: readonly Call[]): void {
    this.#calls.push(...calls);
    this.#timer ??= setTimeout(() => this.#sendNotes(), PAUSE);
  }

  hear(question: number, answer: Answer): void {
    if (question !== this.#open?.progress.question) return;
    const { resolve } = this.#open!;
    this.#open = undefined;
    this.#from += this.#calls.length;
    this.#calls = [];
    this.#noted = 0;
    resolve(answer);
  }

  end(calls: readonly Call[], outcome: WireOutcome): JobResult {
    this.#calls.push(...calls);
    return { ...this.#unanswered(), outcome };
  }

  lost(reason: string): JobResult {
    return { lost: reason };
  }

  /** When all that was said is with the server. */
  async settled(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#sent;
  }

  /** Ends the trial here: nobody waits for it. */
  abandon(): void {
    this.isAbandoned = true;
    this.#stop();
  }

  #unanswered(): Pick<JobResult, 'calls' | 'from' | 'attempt'> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return { calls: [...this.#calls], from: this.#from, attempt: this.#attempt };
  }

  #sendNotes(): void {
    this.#timer = undefined;
    const [calls, from] = [this.#calls.slice(this.#noted), this.#from + this.#noted];
    this.#send({ worker: this.#worker, calls, from, attempt: this.#attempt });
    this.#noted = this.#calls.length;
  }

  #send(progress: Progress): void {
    // What the server did not take is asked again by nobody: the trial ends with the process that waits.
    this.#sent = this.#sent.then(() => this.job.updateProgress(progress)).catch(() => this.abandon());
  }
}
