import { GlassboxError } from '@glassbox/core';
import { optionalPackage } from '../storages/optional-package.js';

/** Where the queue of trials is. */
export interface QueuePlace {
  /** A Redis or Valkey server: its address, or what the client `ioredis` takes. */
  readonly redis?: string | Readonly<Record<string, unknown>>;
  /** Or a PostgreSQL server (13 or newer): its address, or what a pool of `pg` takes, with `schema` for a namespace. */
  readonly postgres?: string | Readonly<Record<string, unknown>>;
  /** Which queue of that server. Default `'glassbox-trials'`. */
  readonly queue?: string;
  /** What all keys on Redis begin with. Default `'bull'`, as BullMQ and its dashboards have it. */
  readonly prefix?: string;
  /** Seconds without a sign of life after which a worker, or a coordinator, is taken for dead; the same on both sides. Default 30. */
  readonly lease?: number;
}

export interface Job {
  readonly id?: string;
  readonly data: unknown;
  updateProgress(progress: object): Promise<void>;
}

interface JobEntry {
  readonly name: string;
  readonly data: object;
  readonly opts?: object;
}

/** What of BullMQ's queue is used. */
export interface Queue {
  waitUntilReady(): Promise<unknown>;
  add(name: string, data: object, opts?: object): Promise<unknown>;
  addBulk(jobs: readonly JobEntry[]): Promise<unknown>;
  remove(id: string): Promise<number>;
  obliterate(options: object): Promise<void>;
  getJobState(id: string): Promise<string>;
  getWaiting(from: number, to: number): Promise<readonly Job[]>;
  /** Connections of those who run its jobs. */
  getWorkersCount(): Promise<number>;
  on(event: 'error', listener: (error: Error) => void): void;
  close(): Promise<void>;
}

interface Event {
  readonly jobId: string;
  readonly data?: unknown;
  readonly returnvalue?: unknown;
  readonly failedReason?: string;
}

export interface QueueEvents {
  on(event: 'completed' | 'failed' | 'progress' | 'glassbox', listener: (event: Event) => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
  close(): Promise<void>;
}

interface EventsProducer {
  publishEvent(event: { readonly eventName: string }): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): void;
  close(): Promise<void>;
}

export interface QueueWorker {
  waitUntilReady(): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): void;
  close(force?: boolean): Promise<void>;
}

type Opened<T> = new (name: string, options: object, backend?: unknown) => T;

interface BullMq {
  readonly Queue: Opened<Queue>;
  readonly QueueEvents: Opened<QueueEvents>;
  readonly QueueEventsProducer: Opened<EventsProducer>;
  readonly Worker: new (
    name: string,
    work: (job: Job) => Promise<object>,
    options: object,
    backend?: unknown,
  ) => QueueWorker;
  readonly createPostgresBackend: unknown;
}

/** Opens the parts of BullMQ at one place. */
export class BullMqClient {
  readonly name: string;
  /**
   * Whether events may be missed: on PostgreSQL they are numbered before they are committed, so one may appear behind what was read already.
   * What workers say then goes through a queue, which costs more.
   */
  readonly missesEvents: boolean;
  readonly #bullmq: BullMq;
  readonly #options: object;
  readonly #backend: unknown;

  /** @throws `bad-argument` unless there is one server; `missing-package` where BullMQ or its client is not installed. */
  constructor({ redis, postgres, queue = 'glassbox-trials', prefix }: QueuePlace) {
    if ((redis === undefined) === (postgres === undefined)) {
      throw new GlassboxError('bad-argument', 'Say where the queue is: redis or postgres, one of them.');
    }
    this.#bullmq = optionalPackage('bullmq', 'bullmq()') as BullMq;
    optionalPackage(redis === undefined ? 'pg' : 'ioredis', 'bullmq()');
    this.name = queue;
    this.missesEvents = postgres !== undefined;
    // A worker's commands wait for a Redis that is away, as BullMQ asks; it makes its tables where there are none.
    const connection =
      redis === undefined
        ? { ...asObject('connectionString', postgres!), options: sessionOptions(postgres!), migrate: true }
        : { ...asObject('url', redis), maxRetriesPerRequest: null };
    this.#options = { connection, ...(prefix !== undefined && { prefix }) };
    this.#backend = postgres === undefined ? undefined : this.#bullmq.createPostgresBackend;
  }

  async queue(name: string): Promise<Queue> {
    const queue = this.#unready(name);
    await queue.waitUntilReady();
    return queue;
  }

  /** The first queue that is opened. @throws `queue-failed` where the server cannot be reached, for which others wait. */
  async firstQueue(name: string): Promise<Queue> {
    const queue = this.#unready(name);
    const failed = new Promise<never>((_, reject) => queue.on('error', reject));
    try {
      await Promise.race([queue.waitUntilReady(), failed]);
      return queue;
    } catch (cause) {
      await queue.close().catch(() => undefined);
      const { message, code } = cause as { readonly message: string; readonly code?: string };
      throw new GlassboxError('queue-failed', `The queue's server cannot be used: ${message || code}`, { cause });
    }
  }

  /** Adds jobs of one moment. */
  async add(queue: Queue, jobs: readonly JobEntry[]): Promise<void> {
    // On PostgreSQL BullMQ makes two tables for each lot, which takes as long as twenty jobs that are added by themselves.
    if (!this.missesEvents || jobs.length > MOST_ALONE) await queue.addBulk(jobs);
    else await Promise.all(jobs.map(({ name, data, opts }) => queue.add(name, data, opts)));
  }

  #unready(name: string): Queue {
    return quiet(new this.#bullmq.Queue(name, this.#of({ streams: { events: { maxLen: 50_000 } } }), this.#backend));
  }

  /** Listens; nothing that happens after it has resolved is missed. */
  async events(): Promise<QueueEvents> {
    const events = quiet(new this.#bullmq.QueueEvents(this.name, this.#of({}), this.#backend));
    const producer = quiet(new this.#bullmq.QueueEventsProducer(this.name, this.#of({}), this.#backend));
    // Where a listener begins is settled when it first hears something.
    let hears = false;
    const heard = new Promise<void>((resolve) => {
      events.on('glassbox', () => {
        hears = true;
        resolve();
      });
    });
    while (!hears) {
      await producer.publishEvent({ eventName: 'glassbox' });
      await Promise.race([heard, new Promise((resolve) => setTimeout(resolve, 50))]);
    }
    await producer.close();
    return events;
  }

  worker(name: string, work: (job: Job) => Promise<object>, options: object): QueueWorker {
    return quiet(new this.#bullmq.Worker(name, work, this.#of(options), this.#backend));
  }

  #of(more: object): object {
    return { ...this.#options, ...more };
  }
}

/** Jobs that are added one by one on PostgreSQL. */
const MOST_ALONE = 16;

/**
 * What sessions on PostgreSQL begin with. They do not wait for the disk: a job that is lost with the server's last moments is missed by its
 * coordinator, and what is to last is in the study's own storage.
 */
function sessionOptions(postgres: string | Readonly<Record<string, unknown>>): string {
  const given = typeof postgres === 'object' && typeof postgres.options === 'string' ? `${postgres.options} ` : '';
  return `${given}-c synchronous_commit=off`;
}

/** What a client takes, which has a server's address under some name. */
const asObject = (name: string, given: string | object): object =>
  typeof given === 'string' ? { [name]: given } : given;

/** A connection that is lost comes back by itself, or what is asked of it says so; an error that nobody hears would end the process. */
function quiet<T extends { on(event: 'error', listener: () => void): void }>(part: T): T {
  part.on('error', () => undefined);
  return part;
}

/** A name that no other worker or coordinator has; short, since PostgreSQL tells 63 letters of the name of a connection. */
export const newName = (): string => `n${crypto.randomUUID().replaceAll('-', '').slice(0, 20)}`;

/** The queue on which a worker hears answers. */
export const answersOf = (queue: string, worker: string): string => `${queue}-answers-${worker}`;

/** Jobs leave nothing behind when they have ended. */
export const fleeting = { removeOnComplete: true, removeOnFail: true };
