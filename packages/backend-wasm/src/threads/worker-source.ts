import {
  CALLS,
  DONE,
  FAILED,
  GENERATION,
  KERNEL,
  NUMBERS_AT,
  SLEEPERS,
  TICKET,
  TICKET_BITS,
  WIDTH,
} from './job-board.js';

/** Looks at the board before a worker goes to sleep: about 0.2 ms, longer than a step's work between two kernels. */
const LOOKS = 40_000;

/**
 * The program of whoever works from a board, as text: a worker from a file would be one more file that every bundler and server has to be
 * told about. `takeAll` runs calls of job `generation` until none is left.
 */
const program = `
function takeAll(generation, words, numbers, kernels) {
  for (;;) {
    const ticket = Atomics.load(words, ${TICKET});
    const call = ticket & ${2 ** TICKET_BITS - 1};
    if (ticket - call !== generation << ${TICKET_BITS} || call >= words[${CALLS}]) return;
    if (Atomics.compareExchange(words, ${TICKET}, ticket, ticket + 1) !== ticket) continue;
    const width = words[${WIDTH}];
    try {
      kernels[words[${KERNEL}]](...numbers.subarray(call * width, (call + 1) * width));
    } catch {
      Atomics.add(words, ${FAILED}, 1);
    }
    Atomics.add(words, ${DONE}, 1);
  }
}
async function serve({ module, memory, board }, post) {
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  const kernels = Object.values(exports);
  const words = new Int32Array(board, 0, ${NUMBERS_AT} / 4);
  const numbers = new Float64Array(board, ${NUMBERS_AT});
  let seen = Atomics.load(words, ${GENERATION});
  post('ready');
  for (;;) {
    for (let left = ${LOOKS}; Atomics.load(words, ${GENERATION}) === seen; left--) {
      if (left > 0) continue;
      Atomics.add(words, ${SLEEPERS}, 1);
      Atomics.wait(words, ${GENERATION}, seen);
      Atomics.sub(words, ${SLEEPERS}, 1);
    }
    seen = Atomics.load(words, ${GENERATION});
    takeAll(seen, words, numbers, kernels);
  }
}
const start = (data, post) => serve(data, post).catch((error) => post(String(error)));`;

/** The program of a browser's worker. */
export const browserProgram = `${program}
onmessage = ({ data }) => start(data, postMessage);`;

/** The program of a worker thread in Node. */
export const nodeProgram = `${program}
const { parentPort } = require('node:worker_threads');
parentPort.once('message', (data) => start(data, (message) => parentPort.postMessage(message)));`;
