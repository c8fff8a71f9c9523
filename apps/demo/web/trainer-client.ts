import type { CallName, Calls, Failure, FromWorker, WorkerEvent } from './protocol.js';

/** An error that the worker sent. */
export class WorkerFailure extends Error {
  readonly code: string;

  constructor({ code, message }: Failure) {
    super(message);
    this.code = code;
  }
}

interface Waiting {
  resolve(value: never): void;
  reject(error: Error): void;
}

/** The page's side of the worker: a promise for each call, and events in between. */
export class TrainerClient {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;

  constructor(readonly onEvent: (event: WorkerEvent) => void) {
    // The name tells the worker where the page lies: its own address may be in a folder of assets.
    this.#worker = new Worker(new URL('./worker/main.ts', import.meta.url), { type: 'module', name: document.baseURI });
    this.#worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => this.#receive(data));
    this.#worker.addEventListener('error', ({ message }) =>
      this.#breakDown(message || 'its program could not be loaded'),
    );
  }

  /** Asks the worker for something. Throws {@link WorkerFailure} with what it says. */
  call<K extends CallName>(
    name: K,
    request: Calls[K]['request'],
    transfer: Transferable[] = [],
  ): Promise<Calls[K]['response']> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, call: name, ...request }, transfer);
    });
  }

  #receive(message: FromWorker): void {
    if (message.kind === 'event') {
      this.onEvent(message.event);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.kind === 'answer') waiting?.resolve(message.value as never);
    else waiting?.reject(new WorkerFailure(message.failure));
  }

  #breakDown(reason: string): void {
    const failure = new WorkerFailure({
      code: 'worker-failed',
      message: `The training worker failed: ${reason}. Reload the page to start again.`,
    });
    for (const { reject } of this.#waiting.values()) reject(failure);
    this.#waiting.clear();
  }
}
