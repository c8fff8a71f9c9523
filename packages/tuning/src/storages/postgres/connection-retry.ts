import { backoffAfter } from '../records/backoff.js';

/** Connection exceptions; ended by an administrator or by a crash, or not yet ready; too many connections. */
const BROKEN = /^(08...|57P0[123]|53300)$/;
/** Of the operating system, such as `ECONNREFUSED`. */
const SYSTEM = /^E[A-Z_]+$/;
/** What `pg` says of connections without a code. */
const UNCODED = /^Connection terminated|timeout exceeded when trying to connect|not queryable/;

/** Whether an error says that a server was not reached or ended the connection, so that it may be asked again. */
export function isConnectionError(error: unknown): boolean {
  const { code = '', message = '' } = (error ?? {}) as { readonly code?: string; readonly message?: string };
  return code === '' ? UNCODED.test(message) : BROKEN.test(code) || SYSTEM.test(code);
}

/** Asks a server again where its connection broke; once it was waited for in vain, no more until it has answered. */
export class ConnectionRetry {
  #wasReached = false;
  #isGone = false;

  /** @param work is told whether it was tried before: what it asked then may have been done. */
  async run<T>(work: (isRepeated: boolean) => Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        const result = await work(attempt > 0);
        this.#wasReached = true;
        this.#isGone = false;
        return result;
      } catch (error) {
        if (!isConnectionError(error)) throw error;
        const pause = backoffAfter(attempt, this.#wasReached);
        this.#isGone ||= pause === undefined;
        if (this.#isGone) throw error;
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }
}
