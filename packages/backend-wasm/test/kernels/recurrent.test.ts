import { describe, expect, it } from 'vitest';
import { expectClose, normals } from '../compare.js';
import { loadKernels } from '../load-kernels.js';

const heap = loadKernels();

interface Sizes {
  readonly batch: number;
  readonly steps: number;
  readonly units: number;
  readonly backwards: boolean;
}

const sizes: Sizes[] = [
  { batch: 1, steps: 1, units: 1, backwards: false },
  { batch: 3, steps: 4, units: 5, backwards: false },
  { batch: 5, steps: 3, units: 8, backwards: true },
  { batch: 4, steps: 2, units: 11, backwards: true },
];

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** `projected[at ...] + state U` for columns `from .. from + count` of a kernel of so many columns. */
function sums(state: Float64Array, kernel: ArrayLike<number>, columns: number, from: number, count: number): number[] {
  return Array.from({ length: count }, (_, j) =>
    state.reduce((sum, h, i) => sum + h * kernel[i * columns + from + j]!, 0),
  );
}

type Step = (projected: number[], state: Float64Array, carry: Float64Array) => [Float64Array, Float64Array];

/** Outputs of a cell over sequences, in double precision. */
function unroll({ batch, steps, units, backwards }: Sizes, gates: number, projected: ArrayLike<number>, step: Step) {
  const hidden = new Float64Array(batch * steps * units);
  for (let sample = 0; sample < batch; sample++) {
    let state: Float64Array = new Float64Array(units);
    let carry: Float64Array = new Float64Array(units);
    for (let done = 0; done < steps; done++) {
      const at = sample * steps + (backwards ? steps - 1 - done : done);
      const row = Array.from({ length: gates * units }, (_, j) => projected[at * gates * units + j]!);
      [state, carry] = step(row, state, carry);
      hidden.set(state, at * units);
    }
  }
  return hidden;
}

interface Weights {
  readonly projected: ArrayLike<number>;
  readonly kernel: ArrayLike<number>;
  readonly bias: ArrayLike<number>;
}

type Model = (size: Sizes, weights: Weights) => Float64Array;

const lstm: Model = (size, { projected, kernel }) => {
  const { units } = size;
  return unroll(size, 4, projected, (row, state, carry) => {
    const z = sums(state, kernel, 4 * units, 0, 4 * units).map((sum, j) => sum + row[j]!);
    const c = carry.map((old, j) => sigmoid(z[units + j]!) * old + sigmoid(z[j]!) * Math.tanh(z[2 * units + j]!));
    return [c.map((value, j) => sigmoid(z[3 * units + j]!) * Math.tanh(value)), c];
  });
};

const gru =
  (resetAfter: boolean): Model =>
  (size, { projected, kernel, bias }) => {
    const { units } = size;
    return unroll(size, 3, projected, (row, state, carry) => {
      const inner = sums(state, kernel, 3 * units, 0, 3 * units).map((sum, j) => sum + (resetAfter ? bias[j]! : 0));
      const z = state.map((_, j) => sigmoid(row[j]! + inner[j]!));
      const r = state.map((_, j) => sigmoid(row[units + j]! + inner[units + j]!));
      const reset = state.map((h, j) => r[j]! * h);
      const before = sums(reset, kernel, 3 * units, 2 * units, units);
      const candidate = state.map((_, j) =>
        Math.tanh(row[2 * units + j]! + (resetAfter ? r[j]! * inner[2 * units + j]! : before[j]!)),
      );
      return [state.map((h, j) => z[j]! * h + (1 - z[j]!) * candidate[j]!), carry];
    });
  };

const simpleRnn: Model = (size, { projected, kernel }) =>
  unroll(size, 1, projected, (row, state, carry) => {
    const inner = sums(state, kernel, size.units, 0, size.units);
    return [state.map((_, j) => Math.tanh(row[j]! + inner[j]!)), carry];
  });

/** Slopes of `Σ dHidden h` by one of the weights, by differences in double precision. */
function slopes(model: Model, size: Sizes, weights: Weights, name: keyof Weights, dHidden: Float32Array): Float64Array {
  const values = Float64Array.from(weights[name]);
  const total = () => model(size, { ...weights, [name]: values }).reduce((sum, h, i) => sum + h * dHidden[i]!, 0);
  return values.map((value, i) => {
    values[i] = value + 1e-5;
    const above = total();
    values[i] = value - 1e-5;
    const below = total();
    values[i] = value;
    return (above - below) / 2e-5;
  });
}

function makeWeights({ batch, steps, units }: Sizes, gates: number) {
  return {
    projected: normals(batch * steps * gates * units, 1),
    kernel: normals(units * gates * units, 2, 0.6),
    bias: normals(gates * units, 3, 0.5),
    dHidden: normals(batch * steps * units, 4),
  };
}

describe.each(sizes)('batch $batch, steps $steps, units $units, backwards $backwards', (size) => {
  const { batch, steps, units, backwards } = size;
  const shape = [batch, steps, units, Number(backwards)] as const;
  const states = batch * steps * units;

  it('runs an LSTM and differentiates it', () => {
    heap.reset();
    const weights = makeWeights(size, 4);
    const [projected, kernel] = [heap.put(weights.projected), heap.put(weights.kernel)];
    const [cells, hidden] = [heap.reserve(4 * states), heap.reserve(4 * states)];
    heap.run('lstmForward', projected, kernel, ...shape, projected, cells, hidden);
    expectClose(heap.take(hidden, states), lstm(size, weights), 1e-6);
    const [dKernel, dHidden] = [heap.reserve(16 * units * units), heap.put(weights.dHidden)];
    const scratch = heap.reserve(heap.run('lstmScratchBytes', batch, units));
    const operands = [dHidden, projected, cells, hidden, kernel, ...shape, projected, dKernel, scratch];
    heap.run('lstmGradient', ...operands);
    const dProjected = slopes(lstm, size, weights, 'projected', weights.dHidden);
    expectClose(heap.take(projected, 4 * states), dProjected, 3e-6);
    expectClose(heap.take(dKernel, 4 * units * units), slopes(lstm, size, weights, 'kernel', weights.dHidden), 3e-6);
  });

  it.each([true, false])('runs a GRU and differentiates it, resetAfter %s', (resetAfter) => {
    heap.reset();
    const weights = makeWeights(size, 3);
    const model = gru(resetAfter);
    const [projected, kernel] = [heap.put(weights.projected), heap.put(weights.kernel)];
    const bias = resetAfter ? heap.put(weights.bias) : 0;
    const [gates, inner, hidden] = [heap.reserve(12 * states), heap.reserve(4 * states), heap.reserve(4 * states)];
    const scratch = heap.reserve(heap.run('gruScratchBytes', batch, units));
    const how = [...shape, Number(resetAfter)];
    heap.run('gruForward', projected, kernel, bias, ...how, gates, inner, hidden, scratch);
    expectClose(heap.take(hidden, states), model(size, weights), 1e-6);
    const [dKernel, dBias] = [heap.reserve(12 * units * units), resetAfter ? heap.reserve(12 * units) : 0];
    const dHidden = heap.put(weights.dHidden);
    heap.run('gruGradient', dHidden, gates, inner, hidden, kernel, ...how, gates, dKernel, dBias, scratch);
    const expected = (name: keyof Weights) => slopes(model, size, weights, name, weights.dHidden);
    expectClose(heap.take(gates, 3 * states), expected('projected'), 3e-6);
    expectClose(heap.take(dKernel, 3 * units * units), expected('kernel'), 3e-6);
    if (resetAfter) expectClose(heap.take(dBias, 3 * units), expected('bias'), 3e-6);
  });

  it('runs a plain recurrent layer and differentiates it', () => {
    heap.reset();
    const weights = makeWeights(size, 1);
    const [projected, kernel] = [heap.put(weights.projected), heap.put(weights.kernel)];
    heap.run('simpleRnnForward', projected, kernel, ...shape, projected);
    expectClose(heap.take(projected, states), simpleRnn(size, weights), 1e-6);
    const [dProjected, dKernel] = [heap.reserve(4 * states), heap.reserve(4 * units * units)];
    const scratch = heap.reserve(heap.run('simpleRnnScratchBytes', units));
    const operands = [heap.put(weights.dHidden), projected, kernel, ...shape, dProjected, dKernel, scratch];
    heap.run('simpleRnnGradient', ...operands);
    expectClose(heap.take(dProjected, states), slopes(simpleRnn, size, weights, 'projected', weights.dHidden), 3e-6);
    expectClose(heap.take(dKernel, units * units), slopes(simpleRnn, size, weights, 'kernel', weights.dHidden), 3e-6);
  });
});

it('gives a sample the same bits whatever batch it is in', () => {
  const [steps, units] = [3, 7];
  const all = makeWeights({ batch: 5, steps, units, backwards: false }, 4);
  const outputs = (batch: number) => {
    heap.reset();
    const projected = heap.put(all.projected.slice(0, batch * steps * 4 * units));
    const [kernel, cells] = [heap.put(all.kernel), heap.reserve(4 * batch * steps * units)];
    const hidden = heap.reserve(4 * batch * steps * units);
    heap.run('lstmForward', projected, kernel, batch, steps, units, 0, projected, cells, hidden);
    return heap.take(hidden, batch * steps * units);
  };
  expect([...outputs(1)]).toEqual([...outputs(5).slice(0, steps * units)]);
});
