/**
 * The program of a worker process, as text, so that no bundler has to be told about another file.
 *
 * It asks for everything over two pipes, a line of JSON each way: 3 to its coordinator, 4 from it. A trial's methods give values at once, so it
 * waits for their answers without letting go; numbers travel as text, since JSON has no NaN.
 */
export const workerProgram = `
const { readSync, writeSync } = require('node:fs');
const chunk = Buffer.alloc(65536);
const pause = new Int32Array(new SharedArrayBuffer(4));
let text = '';
function receive() {
  for (;;) {
    const end = text.indexOf('\\n');
    if (end >= 0) {
      const message = JSON.parse(text.slice(0, end));
      text = text.slice(end + 1);
      return message;
    }
    try {
      const length = readSync(4, chunk);
      if (length === 0) process.exit(0);
      text += chunk.toString('latin1', 0, length);
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
      Atomics.wait(pause, 0, 0, 1);
    }
  }
}
// ASCII only, so that a chunk may end anywhere.
const ascii = (json) => json.replace(/[^\\x00-\\x7f]/g, (c) => '\\\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));
function send(message) {
  try {
    writeSync(3, ascii(JSON.stringify(message)) + '\\n');
  } catch (error) {
    // The coordinator has died; who comes next runs the trial again.
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  }
}
const textOf = (value) => Array.isArray(value) ? value.map(textOf) : typeof value === 'number' ? String(value) : value;
const isOutcome = (value) => typeof value === 'number' || (Array.isArray(value) && value.every((each) => typeof each === 'number'));
function ask(method, ...given) {
  // JSON would make null of what was left out.
  while (given.length > 0 && given.at(-1) === undefined) given.pop();
  send({ method, given });
  const { value, error } = receive();
  if (error) throw Object.assign(new Error(error.message), { name: 'GlassboxError', code: error.code, details: {} });
  return value;
}
function trialOf({ number }) {
  return {
    number,
    float: (name, low, high, options) => ask('float', name, low, high, options),
    int: (name, low, high, options) => ask('int', name, low, high, options),
    categorical: (name, choices) => ask('categorical', name, choices),
    boolean: (name) => ask('boolean', name),
    report: (value, step) => ask('report', textOf(value), step),
    setAttribute: (key, value) => ask('setAttribute', key, value),
    setConstraint: (name, violation) => ask('setConstraint', name, violation),
    get params() {
      return ask('params');
    },
  };
}
async function outcome(objective, trial) {
  try {
    const value = await objective(trial);
    return isOutcome(value) ? { value: textOf(value) } : { reason: 'The objective gave ' + JSON.stringify(value) + ', which is not a number.' };
  } catch (error) {
    return error && error.code === 'trial-pruned' ? { pruned: true } : { reason: String((error && error.message) || error) };
  }
}
(async () => {
  let objective;
  try {
    objective = (await import(process.env.GLASSBOX_OBJECTIVE)).default;
    if (typeof objective !== 'function') throw new Error('It has no function as its default export.');
  } catch (error) {
    send({ unusable: String((error && error.message) || error) });
    process.exit(1);
  }
  send({ ready: true });
  for (;;) send({ outcome: await outcome(objective, trialOf(receive())) });
})();`;
