import { requireArgument } from '@glassbox/core';
import {
  answersOf,
  BullMqClient,
  fleeting,
  type Job,
  newName,
  type Queue,
  type QueuePlace,
  type QueueWorker,
} from './bullmq-client.js';
import { Listeners } from './bullmq-listeners.js';
import type { JobResult, Progress, Reply, Told, TrialJob } from './bullmq-messages.js';
import { Inbox, Outbox } from './bullmq-outbox.js';
import { BullMqTask } from './bullmq-task.js';
import { ObjectiveWorker } from './objective-worker.js';
import { requireCount, requireTimeout, type TimeoutOptions } from './pool.js';
import { type WorkedTrial, workedTrial } from './worked-trial.js';
import { type ProcessOptions, processPort } from './worker-process.js';

/** Options of {@link bullmqWorker}. */
export interface BullMqWorkerOptions extends QueuePlace, TimeoutOptions, ProcessOptions {
  /** The module that has the objective, on this machine. Default: the one that each coordinator names, so whoever may write to the queue chooses what runs here. */
  readonly objective?: URL;
  /** Trials that run at a time, each in a process of its own. Default 1. */
  readonly processes?: number;
  /** Called when a trial begins here. */
  readonly onBegin?: (number: number) => void;
  /** Called when a trial has ended here. */
  readonly onEnd?: (trial: WorkedTrial) => void;
}

/** A worker that has begun. */
export interface BullMqWorker {
  /** Stops; trials that it runs go to other workers, and count as no loss. */
  close(): Promise<void>;
}

/**
 * Runs trials of whoever has {@link bullmq} with the same place, until it is closed.
 *
 * Trials run in child processes, so that signs of life go on whatever they compute.
 *
 * @throws `bad-argument`, `missing-package` as {@link bullmq}.
 */
export async function bullmqWorker(options: BullMqWorkerOptions): Promise<BullMqWorker> {
  const { processes = 1, lease = 30, timeout } = options;
  requireCount('processes', processes);
  requireArgument(lease > 0, `A lease is above 0 seconds, but ${lease} came.`);
  requireTimeout(timeout);
  const worker = new TrialWorker(new BullMqClient(options), options);
  await worker.open();
  return worker;
}

class TrialWorker implements BullMqWorker {
  readonly #name = newName();
  readonly #client: BullMqClient;
  readonly #options: BullMqWorkerOptions;
  readonly #lease: number;
  readonly #tasks = new Map<string, BullMqTask>();
  readonly #idle = new Map<string, ObjectiveWorker[]>();
  /** When each coordinator was last heard, and who waits to hear it. */
  readonly #runs = new Map<string, { heard: number; waiting: Promise<boolean> | undefined; tell?: () => void }>();
  /** Where each coordinator is told, where events may be missed. */
  readonly #coordinators = new Map<string, Outbox<Told>>();
  #jobs: QueueWorker | undefined;
  #replies: QueueWorker | undefined;
  #own: Queue | undefined;
  #listeners: Listeners | undefined;
  #isClosing = false;

  constructor(client: BullMqClient, options: BullMqWorkerOptions) {
    this.#client = client;
    this.#options = options;
    this.#lease = 1000 * (options.lease ?? 30);
  }

  async open(): Promise<void> {
    const { processes = 1 } = this.#options;
    const answers = answersOf(this.#client.name, this.#name);
    this.#listeners = await Listeners.join(this.#client, this.#name, this.#lease);
    this.#own = await this.#client.queue(answers);
    const inbox = new Inbox<Reply>();
    const hear = async (job: Job) => {
      for (const reply of inbox.take(job)) this.#hear(reply);
      return {};
    };
    this.#replies = this.#client.worker(answers, hear, { concurrency: 100, ...fleeting });
    await this.#replies.waitUntilReady();
    // A job whose worker is silent fails at once: whether its trial is run again is the study's to say.
    this.#jobs = this.#client.worker(this.#client.name, (job) => this.#workAndTell(job), {
      concurrency: processes,
      maxStalledCount: 0,
      lockDuration: this.#lease,
      stalledInterval: this.#lease / 2,
    });
    await this.#jobs.waitUntilReady();
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    for (const task of this.#tasks.values()) task.abandon();
    await this.#jobs?.close();
    for (const worker of [...this.#idle.values()].flat()) worker.stop();
    await this.#replies?.close(true);
    await this.#own?.obliterate({ force: true }).catch(() => undefined);
    await Promise.allSettled([this.#own, this.#listeners, ...this.#coordinators.values()].map((part) => part?.close()));
  }

  async #workAndTell(job: Job): Promise<JobResult> {
    if (!this.#client.missesEvents) return this.#work(job);
    const { run } = job.data as TrialJob;
    const tell = (told: Omit<Told, 'job'>) => this.#tell(run, { job: job.id!, ...told });
    const updateProgress = (progress: object) => tell({ progress: progress as Progress });
    const result = await this.#work({ id: job.id!, data: job.data, updateProgress });
    // The next job need not wait: one of which nothing is heard and that is gone is missed by its coordinator.
    void tell({ result }).catch(() => undefined);
    return { told: true };
  }

  #tell(run: string, told: Told): Promise<void> {
    let outbox = this.#coordinators.get(run);
    if (!outbox) {
      outbox = new Outbox(this.#client, run);
      this.#coordinators.set(run, outbox);
    }
    return outbox.say(told, told.progress !== undefined);
  }

  async #work(job: Job): Promise<JobResult> {
    const { run, objective, task } = job.data as TrialJob;
    if (this.#isClosing || !(await this.#isAlive(run, job))) return { again: true };
    const module = this.#options.objective ?? new URL(objective);
    let worker: ObjectiveWorker;
    try {
      worker = await this.#take(module);
    } catch (error) {
      return { unusable: (error as Error).message };
    }
    if (!task) return this.#giveBack(module, worker, { ready: true });
    return this.#runTask(new BullMqTask(job, run, this.#name, task, () => worker.stop()), worker, module);
  }

  async #runTask(task: BullMqTask, worker: ObjectiveWorker, module: URL): Promise<JobResult> {
    const { timeout, onBegin, onEnd } = this.#options;
    const { number } = task.task;
    const start = performance.now();
    this.#tasks.set(task.id, task);
    const timer = setInterval(() => void this.#watch(task), this.#lease / 2);
    onBegin?.(number);
    try {
      const told = await worker.run(task, timeout);
      await task.settled();
      const result = task.isAbandoned ? { again: true as const } : told;
      onEnd?.(workedTrial(number, result, (performance.now() - start) / 1000));
      return this.#giveBack(module, worker, result);
    } finally {
      clearInterval(timer);
      this.#tasks.delete(task.id);
    }
  }

  /** Ends a trial whose coordinator is silent. */
  async #watch(task: BullMqTask): Promise<void> {
    task.askAgain();
    if (!(await this.#isAlive(task.run, task.job))) task.abandon();
  }

  async #take(module: URL): Promise<ObjectiveWorker> {
    const idle = this.#idle.get(module.href)?.pop();
    if (idle?.isAlive) return idle;
    // Only as many processes as trials: those of other objectives go.
    for (const [href, others] of this.#idle)
      if (href !== module.href) for (const other of others.splice(0)) other.stop();
    return ObjectiveWorker.start('worker process', processPort(this.#options), module);
  }

  #giveBack(module: URL, worker: ObjectiveWorker, result: JobResult): JobResult {
    if (!worker.isAlive) return result;
    if (!this.#idle.has(module.href)) this.#idle.set(module.href, []);
    this.#idle.get(module.href)!.push(worker);
    return result;
  }

  #hear({ run, job, question, answer, gone }: Reply): void {
    const known = this.#runs.get(run);
    if (gone && job === undefined) {
      this.#runs.set(run, { heard: Number.NEGATIVE_INFINITY, waiting: Promise.resolve(false) });
      for (const task of this.#tasks.values()) if (task.run === run) task.abandon();
    } else if (known) {
      known.heard = performance.now();
      known.tell?.();
    }
    if (job === undefined) return;
    if (gone) this.#tasks.get(job)?.abandon();
    else if (answer) this.#tasks.get(job)?.hear(question!, answer);
  }

  /** Whether a coordinator was heard within a lease, or answers within one. */
  #isAlive(run: string, job: Job): boolean | Promise<boolean> {
    let known = this.#runs.get(run);
    if (!known) {
      known = { heard: Number.NEGATIVE_INFINITY, waiting: undefined };
      this.#runs.set(run, known);
    }
    if (performance.now() - known.heard < this.#lease) return true;
    known.waiting ??= this.#ping(run, job);
    return known.waiting;
  }

  async #ping(run: string, job: Job): Promise<boolean> {
    const known = this.#runs.get(run)!;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const answer = new Promise<boolean>((resolve) => {
      known.tell = () => resolve(true);
      timer = setTimeout(() => resolve(false), this.#lease);
    });
    await job.updateProgress({ worker: this.#name, ping: true }).catch(() => undefined);
    const isAlive = await answer;
    clearTimeout(timer);
    // One that is dead stays so for the other jobs that it left; one that was only slow adds them again.
    if (isAlive) known.waiting = undefined;
    else {
      setTimeout(() => this.#runs.delete(run), this.#lease).unref();
      // What it was asked may have made its queue anew.
      if (this.#client.missesEvents) void this.#listeners?.note(run).catch(() => undefined);
    }
    return isAlive;
  }
}
