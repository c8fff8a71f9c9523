import { GlassboxError } from './errors.js';

/** Throws `aborted` if the signal has fired. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (!signal?.aborted) return;
  throw new GlassboxError('aborted', 'The work was cancelled by its AbortSignal.', { cause: signal.reason });
}

/**
 * Lets other tasks run: input events in a page, timers and signals in Node.
 *
 * Uses a message channel, since timers are throttled and animation frames stop in a hidden tab.
 */
export function yieldToEventLoop(): Promise<void> {
  if (typeof setImmediate === 'function') return new Promise((resolve) => setImmediate(resolve));
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
