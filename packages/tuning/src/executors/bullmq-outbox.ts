import { answersOf, type BullMqClient, fleeting, type Job, newName, type Queue } from './bullmq-client.js';

/** What one job carries from one to another. */
interface Parcel<Message> {
  readonly messages: readonly Message[];
}

/** Milliseconds after which something is sent again where nobody waits for it: a job costs as much as twenty messages. */
const PAUSE = 10;

/** What an inbox knows of: far more than are under way when a connection breaks. */
const KNOWN = 1000;

/** Takes what outboxes have sent: each message once, though a job whose answer was lost may have been sent twice. */
export class Inbox<Message> {
  readonly #known = new Set<string>();

  /** The messages of a job. */
  take({ id, data }: Job): readonly Message[] {
    if (this.#known.has(id!)) return [];
    this.#known.add(id!);
    const [oldest] = this.#known;
    if (this.#known.size > KNOWN) this.#known.delete(oldest!);
    return (data as Parcel<Message>).messages;
  }
}

/** Says things to one worker or coordinator, in order; what comes up while something is on its way goes together. */
export class Outbox<Message> {
  readonly #client: BullMqClient;
  readonly #queue: Promise<Queue>;
  #waiting: Message[] = [];
  #next: Promise<void> | undefined;
  #sent: Promise<void> = Promise.resolve();
  #last = Number.NEGATIVE_INFINITY;
  #isUrgent = false;
  #hurry: () => void = () => undefined;

  /** @param listener the name of who hears it. */
  constructor(client: BullMqClient, listener: string) {
    this.#client = client;
    this.#queue = client.queue(answersOf(client.name, listener));
    // Whoever says something is told.
    this.#queue.catch(() => undefined);
  }

  /**
   * Resolves when the server has it.
   *
   * @param isUrgent whether somebody waits for it: others may wait for more of them.
   */
  say(message: Message, isUrgent: boolean): Promise<void> {
    this.#waiting.push(message);
    this.#isUrgent ||= isUrgent;
    if (isUrgent) this.#hurry();
    this.#next ??= this.#send();
    return this.#next;
  }

  /** Closes it when all that was said is sent. */
  async close(): Promise<void> {
    await this.#sent;
    await (await this.#queue).close();
  }

  #send(): Promise<void> {
    const sent = this.#sent.then(async () => {
      const queue = await this.#queue;
      await this.#pause();
      this.#next = undefined;
      this.#isUrgent = false;
      this.#last = performance.now();
      const data: Parcel<Message> = { messages: this.#waiting };
      this.#waiting = [];
      await this.#client.add(queue, [{ name: 'parcel', data, opts: { ...fleeting, jobId: newName() } }]);
    });
    this.#sent = sent.catch(() => undefined);
    return sent;
  }

  #pause(): Promise<void> | undefined {
    const left = this.#last + PAUSE - performance.now();
    if (this.#isUrgent || left <= 0) return undefined;
    return new Promise((resolve) => {
      this.#hurry = resolve;
      setTimeout(resolve, left);
    });
  }
}
