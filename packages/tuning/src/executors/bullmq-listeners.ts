import { answersOf, type BullMqClient, type Queue } from './bullmq-client.js';

/** Listeners that are looked at; more will be when somebody else begins. */
const MOST = 1000;

/**
 * Who has a queue on which it hears answers, as a list of jobs that nobody runs: so that the queue of one that has died is removed by those that
 * begin later. A listener is dead where no connection of it was seen at two looks, a lease apart.
 */
export class Listeners {
  readonly #client: BullMqClient;
  readonly #list: Queue;
  readonly #own: string;
  readonly #timer;
  #suspects: ReadonlySet<string> | undefined;
  #looking: Promise<void> = Promise.resolve();

  private constructor(client: BullMqClient, list: Queue, own: string, lease: number) {
    this.#client = client;
    this.#list = list;
    this.#own = own;
    this.#timer = setInterval(() => {
      this.#looking = this.#look().catch(() => undefined);
    }, lease);
    this.#timer.unref();
  }

  /**
   * Joins the list, before there is a queue that could be left behind.
   *
   * @param lease milliseconds.
   * @throws `queue-failed` where the server cannot be reached.
   */
  static async join(client: BullMqClient, own: string, lease: number): Promise<Listeners> {
    const listeners = new Listeners(client, await client.firstQueue(`${client.name}-listeners`), own, lease);
    await listeners.note(own);
    return listeners;
  }

  /** Has the queue of a listener removed once it is dead, also where that was done before. */
  async note(listener: string): Promise<void> {
    await this.#list.add('listener', {}, { jobId: listener });
  }

  /** Leaves; the entry stays for what others may yet say. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
    await this.#list.close();
  }

  async #look(): Promise<void> {
    const silent = new Set<string>();
    // Some servers do not say who is connected, or not yet.
    if (!(await this.#isConnected(this.#own))) return;
    for (const { id } of await this.#list.getWaiting(0, MOST - 1)) {
      if (!(await this.#isConnected(id!))) silent.add(id!);
    }
    const suspects = this.#suspects;
    this.#suspects = silent;
    if (!suspects) return;
    clearInterval(this.#timer);
    for (const name of silent) if (suspects.has(name)) await this.#remove(name);
  }

  #isConnected(listener: string): Promise<boolean> {
    return this.#with(listener, async (queue) => (await queue.getWorkersCount()) > 0);
  }

  async #remove(listener: string): Promise<void> {
    await this.#with(listener, (queue) => queue.obliterate({ force: true }));
    await this.#list.remove(listener);
  }

  async #with<T>(listener: string, work: (queue: Queue) => Promise<T>): Promise<T> {
    const queue = await this.#client.queue(answersOf(this.#client.name, listener));
    try {
      return await work(queue);
    } finally {
      await queue.close();
    }
  }
}
