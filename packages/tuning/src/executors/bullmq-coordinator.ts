import { GlassboxError } from '@glassbox/core';
import { isConnectionError } from '../storages/postgres/connection-retry.js';
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
import { Heard } from './bullmq-heard.js';
import { Listeners } from './bullmq-listeners.js';
import type { JobResult, Progress, Reply, Told, TrialJob } from './bullmq-messages.js';
import { Inbox, Outbox } from './bullmq-outbox.js';
import type { TrialSession } from './trial-session.js';

/** A job that this coordinator waits for. */
interface Pending {
  readonly id: string;
  readonly session: TrialSession | undefined;
  resolve(outcome: Outcome | Ending | undefined): void;
  reject(error: Error): void;
  /** By attempt. */
  readonly heard: Map<string, Heard>;
  /** When it was last heard of, in milliseconds. */
  heardAt: number;
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
  #failure: Error | undefined;
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
      const inbox = new Inbox<Told>();
      const take = async (job: Job) => this.#take(inbox.take(job));
      this.#told = client.worker(answersOf(client.name, this.#run), take, { concurrency: 1, ...fleeting });
    }
    events.on('completed', ({ jobId, returnvalue }) => this.#ended(jobId, parsed(returnvalue) as JobResult));
    events.on('failed', ({ jobId, failedReason }) => this.#ended(jobId, { lost: lossOf(failedReason) }));
    events.on('progress', ({ jobId, data }) => void this.#hear(jobId, parsed(data) as Progress));
    this.#timer = setInterval(() => void this.#sweep().catch((error: Error) => this.#unseen(error)), this.#lease);
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
    if (this.#failure) return Promise.reject(this.#failure);
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
      heard: new Map(),
      heardAt: performance.now(),
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
      this.#fail(error as Error);
    }
  }

  /** A look that is refused may be granted next time. */
  #unseen(error: Error): void {
    if (isConnectionError(error.cause)) this.#fail(error);
  }

  /** All that waits fails: nothing may be heard any more. */
  #fail(failure: Error): void {
    this.#failure = failure;
    for (const { reject } of this.#pending.values()) reject(failure);
  }

  #take(told: readonly Told[]): object {
    for (const { job, progress, result } of told) {
      if (progress) void this.#hear(job, progress);
      if (result) this.#ended(job, result);
    }
    return {};
  }

  #ended(id: string, result: JobResult): void {
    const { calls = [], from, outcome, lost, again, unusable, told } = result;
    const pending = this.#pending.get(id);
    if (!pending || told) return;
    this.#pending.delete(id);
    const { session } = pending;
    if (unusable !== undefined) pending.reject(new GlassboxError('bad-objective', unusable));
    else if (again || (lost !== undefined && !session)) this.#enqueue(session, pending);
    else if (lost !== undefined) pending.resolve(session!.lost(lost));
    else pending.resolve(outcome && session?.end(heardOf(pending, result).fresh(calls, from), outcome));
  }

  async #hear(id: string, progress: Progress): Promise<void> {
    const { worker, ping, question } = progress;
    const pending = this.#pending.get(id);
    if (pending) pending.heardAt = performance.now();
    // Jobs of other coordinators have other names.
    if (!id.startsWith(this.#run)) return;
    this.#workers.set(worker, performance.now());
    if (ping) return this.#say(worker, { run: this.#run });
    if (pending?.session) return this.#answer(pending, pending.session, progress);
    if (question !== undefined) await this.#say(worker, { run: this.#run, job: id, question, gone: true });
  }

  async #answer(pending: Pending, session: TrialSession, progress: Progress): Promise<void> {
    const { worker, calls = [], from, question } = progress;
    const heard = heardOf(pending, progress);
    if (question === undefined) return session.note(heard.fresh(calls, from));
    const answer = heard.answer(question, () => session.ask(heard.fresh(calls, from)));
    if (answer) await this.#say(worker, { run: this.#run, job: pending.id, question, answer });
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
      if (now - pending.heardAt < this.#lease) continue;
      const isMissing = await this.#client.isMissing(this.#queue, pending.id);
      // What was heard meanwhile has been taken by now; so it is missing only at a second look.
      if (isMissing && pending.isMissing) this.#ended(pending.id, { lost: 'The queue has lost its job.' });
      pending.isMissing = isMissing;
    }
  }
}

/** What was heard of an attempt. */
function heardOf({ heard }: Pending, { attempt = '' }: Pick<JobResult, 'attempt'>): Heard {
  const known = heard.get(attempt) ?? new Heard();
  heard.set(attempt, known);
  return known;
}

/** Some backends give JSON, some its text. */
const parsed = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value);

/** What BullMQ says of a job whose worker gave no sign of life, in words for whoever reads the study. */
const lossOf = (reason = 'no reason'): string =>
  /stalled/.test(reason) ? 'Its worker gave no sign of life for a lease.' : `Its worker failed: ${reason}`;
