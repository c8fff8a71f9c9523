import type { Port } from './objective-worker.js';
import type { Answer, Task } from './task.js';
import { ANSWER_BYTES } from './thread-program.js';

/** A thread, as far as it is used. */
interface Thread {
  postMessage(message: unknown): void;
}

/** Sends tasks as messages, and answers through memory that the thread waits at. */
export function threadPort(thread: Thread, objective: URL, stop: () => void): Port {
  const shared = new SharedArrayBuffer(4 + ANSWER_BYTES);
  const word = new Int32Array(shared, 0, 1);
  const bytes = new Uint8Array(shared, 4);
  thread.postMessage({ shared, objective: objective.href });
  return {
    send(message) {
      if ('ahead' in message) thread.postMessage(JSON.stringify(message));
      else {
        const text = encoded(message);
        bytes.set(text);
        Atomics.store(word, 0, text.length);
        Atomics.notify(word, 0);
      }
    },
    stop,
  };
}

function encoded(answer: Answer | Task): Uint8Array {
  const encoder = new TextEncoder();
  const text = encoder.encode(JSON.stringify(answer));
  if (text.length <= ANSWER_BYTES) return text;
  const message = `A value takes ${text.length} bytes, and a thread takes ${ANSWER_BYTES}. Use workers() for such choices.`;
  return encoder.encode(JSON.stringify({ error: { code: 'bad-space', message } }));
}
