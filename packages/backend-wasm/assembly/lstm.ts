import { accumulate, addKernelGradient, transpose } from './accumulate';
import { sigmoid, splat, tanh } from './math';
import { loadLanes, storeLanes } from './simd';

// A long short-term memory over whole sequences, with sigmoid gates and tanh: `[i f g o] = projected + h U`, `c = f c + i g`,
// `h = o tanh(c)`, each of i, f and o after the sigmoid, g after tanh. All arrays are [batch, steps, ...]; the first state is zeros.
// Source: Hochreiter and Schmidhuber, Neural Comput. 9 (1997); the gradient is backpropagation through time.

/** Gates of one sample at one step, in place, then its cell and output. `before` is the cell of the step before, or 0 for zeros. */
function stepForward(gates: usize, before: usize, cell: usize, hidden: usize, units: i32): void {
  const width = (<usize>units) << 2;
  for (let left = units; left > 0; left -= 4) {
    const i = sigmoid(loadLanes(gates, left));
    const f = sigmoid(loadLanes(gates + width, left));
    const g = tanh(loadLanes(gates + 2 * width, left));
    const o = sigmoid(loadLanes(gates + 3 * width, left));
    let c = f32x4.mul(i, g);
    if (before) {
      c = f32x4.add(f32x4.mul(f, loadLanes(before, left)), c);
      before += 16;
    }
    storeLanes(gates, i, left);
    storeLanes(gates + width, f, left);
    storeLanes(gates + 2 * width, g, left);
    storeLanes(gates + 3 * width, o, left);
    storeLanes(cell, c, left);
    storeLanes(hidden, f32x4.mul(o, tanh(c)), left);
    gates += 16;
    cell += 16;
    hidden += 16;
  }
}

/**
 * Runs an LSTM over sequences, from the last step to the first with `backwards`; values stand at the step that they belong to.
 *
 * @param projected `x W + b`, `[batch, steps, 4 units]`. @param kernel `[units, 4 units]`.
 * @param gates gets the gates i, f, g, o after their activations, `[batch, steps, 4 units]`; may be `projected`.
 * @param cells gets c, `[batch, steps, units]`. @param hidden gets h, likewise.
 */
export function lstmForward(
  projected: usize, kernel: usize, batch: i32, steps: i32, units: i32, backwards: bool,
  gates: usize, cells: usize, hidden: usize,
): void {
  const width = (<usize>units) << 2;
  const stateRow = width * <usize>steps;
  const gateRow = stateRow * 4;
  if (gates != projected) memory.copy(gates, projected, gateRow * <usize>batch);
  for (let done = 0; done < steps; done++) {
    const step = <usize>(backwards ? steps - 1 - done : done);
    const before = <usize>(backwards ? step + 1 : step - 1) * width;
    const gate = gates + step * 4 * width;
    if (done) {
      accumulate(hidden + before, stateRow, 4, kernel, 4 * width, gate, gateRow, batch, 4 * units, units);
    }
    for (let sample = 0; sample < batch; sample++) {
      const row = <usize>sample * stateRow;
      const state = row + step * width;
      stepForward(gate + 4 * row, done ? cells + row + before : 0, cells + state, hidden + state, units);
    }
  }
}

/**
 * Slopes of one sample at one step: writes those of the gates before their activations, and replaces the slope of this step's cell by that
 * of the one before.
 */
function stepGradient(
  dHidden: usize, fromLater: usize, gates: usize, cell: usize, before: usize, dCell: usize, slopes: usize, units: i32,
): void {
  const width = (<usize>units) << 2;
  const one = splat(1);
  for (let left = units; left > 0; left -= 4) {
    const i = loadLanes(gates, left);
    const f = loadLanes(gates + width, left);
    const g = loadLanes(gates + 2 * width, left);
    const o = loadLanes(gates + 3 * width, left);
    const squashed = tanh(loadLanes(cell, left));
    const dh = f32x4.add(loadLanes(dHidden, left), loadLanes(fromLater, left));
    const through = f32x4.mul(f32x4.mul(dh, o), f32x4.sub(one, f32x4.mul(squashed, squashed)));
    const dc = f32x4.add(loadLanes(dCell, left), through);
    let old = splat(0);
    if (before) {
      old = loadLanes(before, left);
      before += 16;
    }
    storeLanes(slopes, f32x4.mul(f32x4.mul(dc, g), f32x4.sub(i, f32x4.mul(i, i))), left);
    storeLanes(slopes + width, f32x4.mul(f32x4.mul(dc, old), f32x4.sub(f, f32x4.mul(f, f))), left);
    storeLanes(slopes + 2 * width, f32x4.mul(f32x4.mul(dc, i), f32x4.sub(one, f32x4.mul(g, g))), left);
    storeLanes(slopes + 3 * width, f32x4.mul(f32x4.mul(dh, squashed), f32x4.sub(o, f32x4.mul(o, o))), left);
    storeLanes(dCell, f32x4.mul(dc, f), left);
    dHidden += 16;
    fromLater += 16;
    gates += 16;
    cell += 16;
    dCell += 16;
    slopes += 16;
  }
}

/** Bytes of scratch that {@link lstmGradient} needs: the transposed kernel, and the slopes of a step's output and cell. */
export function lstmScratchBytes(batch: i32, units: i32): i32 {
  return 16 * units * units + 8 * batch * units;
}

/**
 * The gradients of {@link lstmForward}, from what it wrote.
 *
 * @param dHidden slopes of the outputs, `[batch, steps, units]`: zeros where an output is not used.
 * @param dProjected gets `[batch, steps, 4 units]`; may be `gates`, which it then overwrites. @param dKernel gets `[units, 4 units]`.
 * @param scratch {@link lstmScratchBytes} bytes.
 */
export function lstmGradient(
  dHidden: usize, gates: usize, cells: usize, hidden: usize, kernel: usize, batch: i32, steps: i32, units: i32,
  backwards: bool, dProjected: usize, dKernel: usize, scratch: usize,
): void {
  const width = (<usize>units) << 2;
  const stateRow = width * <usize>steps;
  const turned = scratch;
  const fromLater = turned + 4 * width * <usize>units;
  const dCell = fromLater + width * <usize>batch;
  transpose(kernel, 4 * width, turned, units, 4 * units);
  memory.fill(fromLater, 0, 2 * width * <usize>batch);
  for (let left = steps - 1; left >= 0; left--) {
    const step = <usize>(backwards ? steps - 1 - left : left);
    const before = <usize>(backwards ? step + 1 : step - 1) * width;
    for (let sample = 0; sample < batch; sample++) {
      const row = <usize>sample * stateRow;
      const state = row + step * width;
      const own = <usize>sample * width;
      const old = left ? cells + row + before : 0;
      stepGradient(
        dHidden + state, fromLater + own, gates + 4 * state, cells + state, old, dCell + own, dProjected + 4 * state, units,
      );
    }
    if (left) {
      memory.fill(fromLater, 0, width * <usize>batch);
      const slopes = dProjected + step * 4 * width;
      accumulate(slopes, 4 * stateRow, 4, turned, width, fromLater, width, batch, units, 4 * units);
    }
  }
  memory.fill(dKernel, 0, 4 * width * <usize>units);
  addKernelGradient(hidden, dProjected, 4 * width, dKernel, 4 * width, batch, steps, units, 4 * units, backwards);
}
