import { GlassboxError } from '@glassbox/core';
import { optionalPackage } from '../storages/optional-package.js';
import { ConnectionRetry } from '../storages/postgres/connection-retry.js';

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
  readonly opts: { readonly jobId: string };
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
  readonly #retry = new ConnectionRetry();

  /** @throws `bad-argument` unless there is one server; `missing-package` where BullMQ or its client is not installed. */
  constructor({ redis, postgres, queue = 'glassbox-trials', prefix }: QueuePlace) {
    if ((redis === undefined) === (postgres === undefined)) {
      throw new GlassboxError('bad-argument', 'Say where the queue is: redis or postgres, one of them.');
    }
    this.#bullmq = optionalPackage('bullmq', 'bullmq()') as BullMq;
    const client = optionalPackage(redis === undefined ? 'pg' : 'ioredis', 'bullmq()');
    this.name = queue;
    this.missesEvents = postgres !== undefined;
    // A worker's commands wait for a Redis that is away, as BullMQ asks; it makes its tables where there are none.
    const connection =
      redis === undefined
        ? { ...asObject('connectionString', postgres!), ...postgresOptions(client as Pg, postgres!) }
        : { ...asObject('url', redis), maxRetriesPerRequest: null };
    this.#options = { connection, ...(prefix !== undefined && { prefix }) };
    this.#backend = postgres === undefined ? undefined : this.#bullmq.createPostgresBackend;
  }

  async queue(name: string): Promise<Queue> {
    return this.#retry.run(() => this.#ready(name));
  }

  /** The first queue that is opened. @throws `queue-failed` where the server cannot be reached, for which others wait. */
  async firstQueue(name: string): Promise<Queue> {
    try {
      return await this.#ready(name, (queue) => new Promise((_, reject) => queue.on('error', reject)));
    } catch (cause) {
      throw queueFailure(cause);
    }
  }

  /** @param failure of the queue, for which it is not waited. */
  async #ready(name: string, failure?: (queue: Queue) => Promise<never>): Promise<Queue> {
    const queue = this.#unready(name);
    try {
      await Promise.race([queue.waitUntilReady(), ...(failure ? [failure(queue)] : [])]);
      return queue;
    } catch (error) {
      await queue.close().catch(() => undefined);
      throw error;
    }
  }

  /** Adds jobs of one moment, each of which has a name. @throws `queue-failed` where the server does not come back. */
  async add(queue: Queue, jobs: readonly JobEntry[]): Promise<void> {
    // On PostgreSQL BullMQ makes two tables for each lot, which takes as long as twenty jobs that are added by themselves.
    const isLot = !this.missesEvents || jobs.length > MOST_ALONE;
    const one = ({ name, data, opts }: JobEntry) => this.#asked(() => queue.add(name, data, opts));
    // A job that was added before its answer was lost is not added again, as long as it is there.
    await (isLot ? this.#asked(() => queue.addBulk(jobs)) : Promise.all(jobs.map(one)));
  }

  /** @throws `queue-failed` where the server does not come back. */
  isMissing(queue: Queue, id: string): Promise<boolean> {
    return this.#asked(async () => (await queue.getJobState(id)) === 'unknown');
  }

  async #asked<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.#retry.run(work);
    } catch (cause) {
      throw queueFailure(cause);
    }
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
    return quiet(new this.#bullmq.Worker(name, work, this.#of({ runRetryDelay: RETRY, ...options }), this.#backend));
  }

  #of(more: object): object {
    return { ...this.#options, ...more };
  }
}

/** Milliseconds until a worker asks a server again that it has lost; BullMQ says 15 seconds. */
const RETRY = 500;

/** Jobs that are added one by one on PostgreSQL. */
const MOST_ALONE = 16;

interface PgClient {
  on(event: 'error', listener: () => void): void;
}

interface Pg {
  readonly Client: new (config: object) => PgClient;
}

/**
 * Options of a pool on PostgreSQL, where BullMQ's tables are made if there are none.
 *
 * Sessions do not wait for the disk: a job that is lost with the server's last moments is missed by its coordinator, and what is to last is in the
 * study's own storage.
 */
function postgresOptions({ Client }: Pg, postgres: string | Readonly<Record<string, unknown>>): object {
  const given = typeof postgres === 'object' && typeof postgres.options === 'string' ? `${postgres.options} ` : '';
  return { options: `${given}-c synchronous_commit=off`, migrate: true, Client: steady(Client) };
}

/** A client that BullMQ has taken from its pool to make tables has nobody who hears that its connection broke, which would end the process. */
const steady = (Client: Pg['Client']): Pg['Client'] =>
  class extends Client {
    constructor(config: object) {
      super(config);
      this.on('error', () => undefined);
    }
  };

function queueFailure(cause: unknown): GlassboxError {
  const { message, code } = cause as { readonly message: string; readonly code?: string };
  return new GlassboxError('queue-failed', `The queue's server cannot be used: ${message || code}`, { cause });
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
