import { objectiveProgram } from './objective-program.js';

/** Bytes of the answer to a call; what a trial gives is a value or a sentence. */
export const ANSWER_BYTES = 65_536;

/**
 * The program of a thread, of Node or of a browser. It expects `post(text)` and `listen(take)`, the platform's way of messages, which `listen`
 * gives as text but for the first, `{ shared, objective }`. While an objective runs no message arrives, so answers come through `shared` memory: a
 * word that says how many bytes there are, and the bytes.
 */
export const threadProgram = (platform: string) => `
${platform}
let word;
let bytes;
const send = (message) => post(JSON.stringify(message));
function receive() {
  Atomics.wait(word, 0, 0);
  // A decoder of a browser takes no shared memory.
  const text = new TextDecoder().decode(bytes.slice(0, Atomics.load(word, 0)));
  Atomics.store(word, 0, 0);
  return JSON.parse(text);
}
${objectiveProgram}
let objective;
listen(async (message) => {
  if (typeof message === 'string') return runTask(await objective, JSON.parse(message));
  word = new Int32Array(message.shared, 0, 1);
  bytes = new Uint8Array(message.shared, 4);
  objective = load(message.objective);
  try {
    await objective;
    send({ ready: true });
  } catch (error) {
    send({ unusable: String((error && error.message) || error) });
  }
});`;
