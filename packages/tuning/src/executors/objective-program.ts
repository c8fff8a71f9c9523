/**
 * The part of a worker's program that runs an objective, the same on every platform, as text so that no bundler has to be told about another
 * file. It expects `send(message)` and `receive()`, which waits for the answer to a call without letting go: a trial's methods give values at
 * once. Numbers travel as text where they may be NaN, which JSON lacks. What was drawn ahead is not asked for, and told with the next message.
 */
export const objectiveProgram = `
const textOf = (value) => Array.isArray(value) ? value.map(textOf) : typeof value === 'number' ? String(value) : value;
const isOutcome = (value) => typeof value === 'number' || (Array.isArray(value) && value.every((each) => typeof each === 'number'));
function trialOf({ number, params, ahead, awaits }) {
  const own = new Map(params);
  const foreseen = new Map(ahead);
  const asked = new Map();
  const calls = [];
  // JSON would make null of what was left out.
  const call = (method, given) => {
    while (given.length > 0 && given.at(-1) === undefined) given.pop();
    return [method, ...given];
  };
  const ask = (made) => {
    send({ calls: [...calls.splice(0), made], wants: true });
    const { value, error } = receive();
    if (error) throw Object.assign(new Error(error.message), { name: 'GlassboxError', code: error.code, details: {} });
    return value;
  };
  const draw = (method, ...given) => {
    const made = call(method, given);
    const key = JSON.stringify(made);
    const name = given[0];
    if (asked.has(name) && asked.get(name) === key) return own.get(name);
    const isForeseen = !own.has(name) && foreseen.has(key);
    const value = isForeseen ? foreseen.get(key) : ask(made);
    if (isForeseen) calls.push(made);
    asked.set(name, key);
    own.set(name, value);
    return value;
  };
  const trial = {
    number,
    float: (name, low, high, options) => draw('float', name, low, high, options),
    int: (name, low, high, options) => draw('int', name, low, high, options),
    categorical: (name, choices) => draw('categorical', name, choices),
    boolean: (name) => draw('boolean', name),
    report(value, step) {
      const made = ['report', textOf(value), step];
      if (awaits) ask(made);
      else send({ calls: [...calls.splice(0), made] });
    },
    setAttribute: (key, value) => void calls.push(call('setAttribute', [key, value])),
    setConstraint: (name, violation) => void calls.push(call('setConstraint', [name, textOf(violation)])),
    get params() {
      return Object.fromEntries(own);
    },
  };
  return { trial, calls };
}
async function outcomeOf(objective, trial) {
  try {
    const value = await objective(trial);
    return isOutcome(value) ? { value: textOf(value) } : { reason: 'The objective gave ' + JSON.stringify(value) + ', which is not a number.' };
  } catch (error) {
    return error && error.code === 'trial-pruned' ? { pruned: true } : { reason: String((error && error.message) || error) };
  }
}
async function load(address) {
  const objective = (await import(address)).default;
  if (typeof objective !== 'function') throw new Error('It has no function as its default export.');
  return objective;
}
async function runTask(objective, task) {
  const { trial, calls } = trialOf(task);
  const outcome = await outcomeOf(objective, trial);
  send({ calls, outcome });
}
`;
