import { GlassboxError } from '@glassbox/core';
import type { Ending, Outcome } from '../study/ending.js';
import {
  answersOf,
  type BullMqClient,
  fleeting,
  type Job,
  newName,
  type Queue,
  type QueueEvents,
  type QueueWorker,
} from './bullmq-client.js';
import { Listeners } from './bullmq-listeners.js';
import type { JobResult, Progress, Reply, Told, TrialJob } from './bullmq-messages.js';
import { messagesIn, Outbox } from './bullmq-outbox.js';
import type { TrialSession } from './trial-session.js';

/** A job that this coordinator waits for. */
interface Pending {
  readonly id: string;
  readonly session: TrialSession | undefined;
  resolve(outcome: Outcome | Ending | undefined): void;
  reject(error: Error): void;
  /** When it was last heard of, in milliseconds. */
  heard: number;
  /** Whether it was not in the queue at the last look. */
  isMissing: boolean;
}

type Settle = Pick<Pending, 'resolve' | 'reject'>;

/** What a coordinator begins with. */
interface Opened {
  readonly run: string;
  readonly client: BullMqClient;
  readonly queue: Queue;
  readonly events: QueueEvents;
  readonly objective: string;
  /** Seconds. */
  readonly lease: number;
  readonly listeners: Listeners | undefined;
}

/** The side of a queue that has trials to run. */
export class Coordinator {
  readonly #run: string;
  readonly #client: BullMqClient;
  readonly #queue: Queue;
  readonly #events: QueueEvents;
  readonly #objective: string;
  readonly #pending = new Map<string, Pending>();
  readonly #answers = new Map<string, Outbox<Reply>>();
  /** When each worker was last heard, in milliseconds. */
  readonly #workers = new Map<string, number>();
  readonly #listeners: Listeners | undefined;
  readonly #lease: number;
  readonly #timer;
  readonly #told: QueueWorker | undefined;
  #waiting: Pending[] = [];
  #isAborted = false;
  #count = 0;

  private constructor({ run, client, queue, events, objective, lease, listeners }: Opened) {
    this.#run = run;
    this.#client = client;
    this.#listeners = listeners;
    this.#queue = queue;
    this.#events = events;
    this.#objective = objective;
    this.#lease = 1000 * lease;
    if (client.missesEvents) {
      const take = async (job: Job) => this.#take(messagesIn<Told>(job));
      this.#told = client.worker(answersOf(client.name, this.#run), take, { concurrency: 1, ...fleeting });
    }
    events.on('completed', ({ jobId, returnvalue }) => this.#ended(jobId, parsed(returnvalue) as JobResult));
    events.on('failed', ({ jobId, failedReason }) => this.#ended(jobId, { lost: lossOf(failedReason) }));
    events.on('progress', ({ jobId, data }) => void this.#hear(jobId, parsed(data) as Progress));
    this.#timer = setInterval(() => void this.#sweep().catch(() => undefined), this.#lease);
  }

  static async open(client: BullMqClient, objective: URL, lease: number): Promise<Coordinator> {
    const queue = await client.firstQueue(client.name);
    const run = newName();
    const listeners = client.missesEvents ? await Listeners.join(client, run, 1000 * lease) : undefined;
    const events = await client.events();
    return new Coordinator({ run, client, queue, events, objective: objective.href, lease, listeners });
  }

  /**
   * Waits for a worker that can run the objective.
   *
   * @throws `bad-objective` where it cannot be run.
   */
  async probe(): Promise<void> {
    await this.#add(undefined);
  }

  /** Runs a trial on some worker. */
  async run(session: TrialSession): Promise<Outcome | Ending> {
    return (await this.#add(session))!;
  }

  /** Gives all trials back, and stops those who run them. */
  abort(): void {
    this.#isAborted = true;
    for (const { resolve } of this.#pending.values()) resolve({ state: 'waiting' });
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    const left = [...this.#pending.keys()];
    this.#pending.clear();
    await Promise.allSettled(left.map((id) => this.#queue.remove(id)));
    // One that was not heard for so long would not hear it, and its queue may have been removed.
    const since = performance.now() - this.#lease;
    const workers = [...this.#workers].filter(([, heard]) => heard >= since);
    await Promise.allSettled(workers.map(([worker]) => this.#say(worker, { run: this.#run, gone: true })));
    await this.#told?.close(true);
    await this.#removeOwn().catch(() => undefined);
    const parts = [...this.#answers.values(), this.#queue, this.#events, this.#listeners];
    await Promise.allSettled(parts.map((part) => part?.close()));
  }

  /** Removes the queue on which it was told; what somebody says too late goes with the list of listeners. */
  async #removeOwn(): Promise<void> {
    if (!this.#told) return;
    const own = await this.#client.queue(answersOf(this.#client.name, this.#run));
    await own.obliterate({ force: true });
    await own.close();
  }

  #add(session: TrialSession | undefined): Promise<Outcome | Ending | undefined> {
    if (this.#isAborted) return Promise.resolve({ state: 'waiting' });
    return new Promise((resolve, reject) => this.#enqueue(session, { resolve, reject }));
  }

  /** Jobs of one moment go to the server together. */
  #enqueue(session: TrialSession | undefined, settle: Settle): void {
    const pending: Pending = {
      // A job that was taken for dead has another name than the one that takes its place.
      id: `${this.#run}-${this.#count++}`,
      session,
      resolve: settle.resolve,
      reject: settle.reject,
      heard: performance.now(),
      isMissing: false,
    };
    this.#pending.set(pending.id, pending);
    this.#waiting.push(pending);
    if (this.#waiting.length === 1) setImmediate(() => void this.#flush());
  }

  async #flush(): Promise<void> {
    const batch = this.#waiting;
    this.#waiting = [];
    const { name } = this.#client;
    const jobs = batch.map(({ id, session }) => {
      const data: TrialJob = { run: this.#run, objective: this.#objective, ...(session && { task: session.task }) };
      return { name, data, opts: { jobId: id, ...fleeting } };
    });
    try {
      await this.#client.add(this.#queue, jobs);
    } catch (error) {
      for (const { reject } of batch) reject(error as Error);
    }
  }

  #take(told: readonly Told[]): object {
    for (const { job, progress, result } of told) {
      if (progress) void this.#hear(job, progress);
      if (result) this.#ended(job, result);
    }
    return {};
  }

  #ended(id: string, { calls = [], outcome, lost, again, unusable, told }: JobResult): void {
    const pending = this.#pending.get(id);
    if (!pending || told) return;
    this.#pending.delete(id);
    const { session } = pending;
    if (unusable !== undefined) pending.reject(new GlassboxError('bad-objective', unusable));
    else if (again || (lost !== undefined && !session)) this.#enqueue(session, pending);
    else if (lost !== undefined) pending.resolve(session!.lost(lost));
    else pending.resolve(outcome && session?.end(calls, outcome));
  }

  async #hear(id: string, { worker, ping, calls = [], question }: Progress): Promise<void> {
    const pending = this.#pending.get(id);
    const { session } = pending ?? {};
    if (pending) pending.heard = performance.now();
    // Jobs of other coordinators have other names.
    if (!id.startsWith(this.#run)) return;
    this.#workers.set(worker, performance.now());
    if (ping) return this.#say(worker, { run: this.#run });
    if (question === undefined) session?.note(calls);
    else if (session) await this.#say(worker, { run: this.#run, job: id, question, answer: session.ask(calls) });
    else await this.#say(worker, { run: this.#run, job: id, gone: true });
  }

  async #say(worker: string, reply: Reply): Promise<void> {
    let outbox = this.#answers.get(worker);
    if (!outbox) {
      outbox = new Outbox(this.#client, worker);
      this.#answers.set(worker, outbox);
    }
    await outbox.say(reply, true).catch(() => undefined);
  }

  /** Looks for jobs that are no longer there, though nothing was heard of their end: a server may have lost them. */
  async #sweep(): Promise<void> {
    const now = performance.now();
    for (const pending of [...this.#pending.values()]) {
      if (now - pending.heard < this.#lease) continue;
      const isMissing = (await this.#queue.getJobState(pending.id)) === 'unknown';
      // What was heard meanwhile has been taken by now; so it is missing only at a second look.
      if (isMissing && pending.isMissing) this.#ended(pending.id, { lost: 'The queue has lost its job.' });
      pending.isMissing = isMissing;
    }
  }
}

/** Some backends give JSON, some its text. */
const parsed = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value);

/** What BullMQ says of a job whose worker gave no sign of life, in words for whoever reads the study. */
const lossOf = (reason = 'no reason'): string =>
  /stalled/.test(reason) ? 'Its worker gave no sign of life for a lease.' : `Its worker failed: ${reason}`;
