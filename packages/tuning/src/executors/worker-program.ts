import { objectiveProgram } from './objective-program.js';

/**
 * The program of a worker process: a line of JSON each way over two pipes, 3 to its coordinator, 4 from it.
 *
 * A thread looks whether the process that started it is still there: an objective that computes would outlive it by as long as it computes.
 */
export const workerProgram = `
const { readSync, writeSync } = require('node:fs');
const { Worker } = require('node:worker_threads');
const watch = "const parent = process.ppid; setInterval(() => process.ppid !== parent && process.kill(process.pid, 'SIGKILL'), 500)";
new Worker(watch, { eval: true, execArgv: [], env: {} }).unref();
const chunk = Buffer.alloc(65536);
const pause = new Int32Array(new SharedArrayBuffer(4));
let text = '';
function patiently(work) {
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
      Atomics.wait(pause, 0, 0, 1);
    }
  }
}
function receive() {
  for (;;) {
    const end = text.indexOf('\\n');
    if (end >= 0) {
      const message = JSON.parse(text.slice(0, end));
      text = text.slice(end + 1);
      return message;
    }
    const length = patiently(() => readSync(4, chunk));
    if (length === 0) process.exit(0);
    text += chunk.toString('latin1', 0, length);
  }
}
// ASCII only, so that a chunk may end anywhere.
const ascii = (json) => json.replace(/[^\\x00-\\x7f]/g, (c) => '\\\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));
function send(message) {
  const bytes = Buffer.from(ascii(JSON.stringify(message)) + '\\n', 'latin1');
  try {
    for (let sent = 0; sent < bytes.length; ) sent += patiently(() => writeSync(3, bytes, sent));
  } catch (error) {
    // The coordinator has died; who comes next runs the trial again.
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  }
}
${objectiveProgram}
(async () => {
  let objective;
  try {
    objective = await load(process.env.GLASSBOX_OBJECTIVE);
  } catch (error) {
    send({ unusable: String((error && error.message) || error) });
    process.exit(1);
  }
  send({ ready: true });
  for (;;) await runTask(objective, receive());
})();`;
