import type { Job } from './bullmq-client.js';
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
  readonly #stop: () => void;
  readonly #questions = new Map<number, (answer: Answer) => void>();
  #calls: Call[] = [];
  #count = 0;
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
    const question = this.#count++;
    return new Promise((resolve) => {
      this.#questions.set(question, resolve);
      this.#send({ worker: this.#worker, calls: [...this.#taken(), ...calls], question });
    });
  }

  note(calls: readonly Call[]): void {
    this.#calls.push(...calls);
    this.#timer ??= setTimeout(() => this.#send({ worker: this.#worker, calls: this.#taken() }), PAUSE);
  }

  hear(question: number, answer: Answer): void {
    this.#questions.get(question)?.(answer);
    this.#questions.delete(question);
  }

  end(calls: readonly Call[], outcome: WireOutcome): JobResult {
    return { calls: [...this.#taken(), ...calls], outcome };
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

  #taken(): Call[] {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const calls = this.#calls;
    this.#calls = [];
    return calls;
  }

  #send(progress: Progress): void {
    // What the server did not take is asked again by nobody: the trial ends with the process that waits.
    this.#sent = this.#sent.then(() => this.job.updateProgress(progress)).catch(() => this.abandon());
  }
}
