import { accumulate, addKernelGradient, transpose } from './accumulate';
import { sigmoid, splat, tanh } from './math';
import { loadLanes, storeLanes } from './simd';

// A gated recurrent unit over whole sequences, with sigmoid gates and tanh: `h = z h + (1 - z) candidate`. With `resetAfter` the candidate
// is `tanh(projected + r (h U + b'))`, without it `tanh(projected + (r h) U)`. All arrays are [batch, steps, ...]; the first state is
// zeros. Source: Cho et al., 2014, arXiv 1406.1078; the gradient is backpropagation through time.

/** Bytes of scratch that {@link gruForward} and {@link gruGradient} need. */
export function gruScratchBytes(batch: i32, units: i32): i32 {
  return 12 * units * units + 12 * batch * units;
}

/** Lanes of the state before, or zeros at the first step. */
@inline
function stateLanes(before: usize, at: usize, left: i32): v128 {
  return before ? loadLanes(before + at, left) : splat(0);
}

/** `candidate + z (h - candidate)`. */
@inline
function blended(z: v128, old: v128, candidate: v128): v128 {
  return f32x4.add(candidate, f32x4.mul(z, f32x4.sub(old, candidate)));
}

/** One sample at one step, from `recurrent = h U + b'`; keeps the candidate's part of that in `inner`. */
function stepAfter(gates: usize, recurrent: usize, before: usize, inner: usize, hidden: usize, units: i32): void {
  const width = (<usize>units) << 2;
  for (let at: usize = 0; at < width; at += 16) {
    const left = units - <i32>(at >> 2);
    const gate = gates + at;
    const from = recurrent + at;
    const z = sigmoid(f32x4.add(loadLanes(gate, left), loadLanes(from, left)));
    const r = sigmoid(f32x4.add(loadLanes(gate + width, left), loadLanes(from + width, left)));
    const part = loadLanes(from + 2 * width, left);
    const candidate = tanh(f32x4.add(loadLanes(gate + 2 * width, left), f32x4.mul(r, part)));
    storeLanes(gate, z, left);
    storeLanes(gate + width, r, left);
    storeLanes(gate + 2 * width, candidate, left);
    storeLanes(inner + at, part, left);
    storeLanes(hidden + at, blended(z, stateLanes(before, at, left), candidate), left);
  }
}

/** The gates z and r of one sample at one step, whose sums are complete; `inner` gets `r h`. */
function openGates(gates: usize, before: usize, inner: usize, units: i32): void {
  const width = (<usize>units) << 2;
  for (let at: usize = 0; at < width; at += 16) {
    const left = units - <i32>(at >> 2);
    const r = sigmoid(loadLanes(gates + width + at, left));
    storeLanes(gates + at, sigmoid(loadLanes(gates + at, left)), left);
    storeLanes(gates + width + at, r, left);
    storeLanes(inner + at, f32x4.mul(r, stateLanes(before, at, left)), left);
  }
}

/** The candidate of one sample at one step, whose sum is complete, and the new state. */
function closeStep(gates: usize, before: usize, hidden: usize, units: i32): void {
  const width = (<usize>units) << 2;
  for (let at: usize = 0; at < width; at += 16) {
    const left = units - <i32>(at >> 2);
    const candidate = tanh(loadLanes(gates + 2 * width + at, left));
    storeLanes(gates + 2 * width + at, candidate, left);
    storeLanes(hidden + at, blended(loadLanes(gates + at, left), stateLanes(before, at, left), candidate), left);
  }
}

/** One step of all samples with `resetAfter`; gate, inner and hidden are where the first sample's step lies, before is 0 at first. */
function forwardAfter(
  kernel: usize, bias: usize, batch: i32, steps: i32, units: i32, gate: usize, before: usize, inner: usize,
  hidden: usize, scratch: usize,
): void {
  const width = (<usize>units) << 2;
  const stateRow = width * <usize>steps;
  for (let sample = 0; sample < batch; sample++) {
    const row = scratch + <usize>sample * 3 * width;
    if (bias) memory.copy(row, bias, 3 * width);
    else memory.fill(row, 0, 3 * width);
  }
  if (before) accumulate(before, stateRow, 4, kernel, 3 * width, scratch, 3 * width, batch, 3 * units, units);
  for (let sample = 0; sample < batch; sample++) {
    const row = <usize>sample * stateRow;
    const recurrent = scratch + <usize>sample * 3 * width;
    stepAfter(gate + 3 * row, recurrent, before ? before + row : 0, inner + row, hidden + row, units);
  }
}

/** One step of all samples without `resetAfter`; see {@link forwardAfter}. */
function forwardBefore(
  kernel: usize, batch: i32, steps: i32, units: i32, gate: usize, before: usize, inner: usize, hidden: usize,
): void {
  const width = (<usize>units) << 2;
  const stateRow = width * <usize>steps;
  const gateRow = stateRow * 3;
  if (before) accumulate(before, stateRow, 4, kernel, 3 * width, gate, gateRow, batch, 2 * units, units);
  for (let sample = 0; sample < batch; sample++) {
    const row = <usize>sample * stateRow;
    openGates(gate + 3 * row, before ? before + row : 0, inner + row, units);
  }
  if (before) {
    accumulate(inner, stateRow, 4, kernel + 2 * width, 3 * width, gate + 2 * width, gateRow, batch, units, units);
  }
  for (let sample = 0; sample < batch; sample++) {
    const row = <usize>sample * stateRow;
    closeStep(gate + 3 * row, before ? before + row : 0, hidden + row, units);
  }
}

/**
 * Runs a GRU over sequences, from the last step to the first with `backwards`; values stand at the step that they belong to.
 *
 * @param projected `x W + b`, `[batch, steps, 3 units]`. @param kernel `[units, 3 units]`.
 * @param bias the recurrent bias, `[3 units]`, for `resetAfter`; 0 for none.
 * @param gates gets z, r and the candidate after their activations, `[batch, steps, 3 units]`; may be `projected`.
 * @param inner gets `h U + b'` of the candidate, or without `resetAfter` `r h`; `[batch, steps, units]`.
 * @param hidden gets h, likewise. @param scratch {@link gruScratchBytes} bytes.
 */
export function gruForward(
  projected: usize, kernel: usize, bias: usize, batch: i32, steps: i32, units: i32, backwards: bool, resetAfter: bool,
  gates: usize, inner: usize, hidden: usize, scratch: usize,
): void {
  const width = (<usize>units) << 2;
  if (gates != projected) memory.copy(gates, projected, 3 * width * <usize>steps * <usize>batch);
  for (let done = 0; done < steps; done++) {
    const step = <usize>(backwards ? steps - 1 - done : done) * width;
    let before: usize = 0;
    if (done) before = hidden + (backwards ? step + width : step - width);
    const gate = gates + 3 * step;
    if (resetAfter) {
      forwardAfter(kernel, bias, batch, steps, units, gate, before, inner + step, hidden + step, scratch);
    } else {
      forwardBefore(kernel, batch, steps, units, gate, before, inner + step, hidden + step);
    }
  }
}

/**
 * Slopes of one sample at one step: of z and the candidate before their activations, and of r too with `resetAfter`, which then leaves in
 * `inner` the slope of `h U + b'`. What of the state's slope goes past the gates is put in place of `fromLater`.
 */
function stepGradient(
  dHidden: usize, fromLater: usize, gates: usize, before: usize, inner: usize, slopes: usize, units: i32,
  resetAfter: bool,
): void {
  const width = (<usize>units) << 2;
  const one = splat(1);
  for (let at: usize = 0; at < width; at += 16) {
    const left = units - <i32>(at >> 2);
    const z = loadLanes(gates + at, left);
    const r = loadLanes(gates + width + at, left);
    const candidate = loadLanes(gates + 2 * width + at, left);
    const dh = f32x4.add(loadLanes(dHidden + at, left), loadLanes(fromLater + at, left));
    const turn = f32x4.mul(dh, f32x4.sub(stateLanes(before, at, left), candidate));
    const steep = f32x4.sub(one, f32x4.mul(candidate, candidate));
    const dCandidate = f32x4.mul(f32x4.mul(dh, f32x4.sub(one, z)), steep);
    storeLanes(slopes + at, f32x4.mul(turn, f32x4.sub(z, f32x4.mul(z, z))), left);
    storeLanes(slopes + 2 * width + at, dCandidate, left);
    storeLanes(fromLater + at, f32x4.mul(dh, z), left);
    if (resetAfter) {
      const part = loadLanes(inner + at, left);
      const dReset = f32x4.mul(f32x4.mul(dCandidate, part), f32x4.sub(r, f32x4.mul(r, r)));
      storeLanes(slopes + width + at, dReset, left);
      storeLanes(inner + at, f32x4.mul(dCandidate, r), left);
    }
  }
}

/** The slope of r of one sample at one step from that of `r h`, and the state's slope through r. */
function resetGradient(dProduct: usize, r: usize, before: usize, slopes: usize, fromLater: usize, units: i32): void {
  const width = (<usize>units) << 2;
  for (let at: usize = 0; at < width; at += 16) {
    const left = units - <i32>(at >> 2);
    const gate = loadLanes(r + at, left);
    const slope = loadLanes(dProduct + at, left);
    const steep = f32x4.sub(gate, f32x4.mul(gate, gate));
    storeLanes(slopes + at, f32x4.mul(f32x4.mul(slope, stateLanes(before, at, left)), steep), left);
    storeLanes(fromLater + at, f32x4.add(loadLanes(fromLater + at, left), f32x4.mul(slope, gate)), left);
  }
}

/** The rest of one step without `resetAfter`: through `(r h) U` to r and to the state before. */
function backThroughReset(
  turned: usize, fromLater: usize, dProduct: usize, batch: i32, steps: i32, units: i32, gate: usize, before: usize,
  slopes: usize,
): void {
  const width = (<usize>units) << 2;
  const stateRow = width * <usize>steps;
  memory.fill(dProduct, 0, width * <usize>batch);
  if (before) {
    const part = turned + 2 * width * <usize>units;
    accumulate(slopes + 2 * width, 3 * stateRow, 4, part, width, dProduct, width, batch, units, units);
  }
  for (let sample = 0; sample < batch; sample++) {
    const row = <usize>sample * stateRow;
    const own = <usize>sample * width;
    const r = gate + 3 * row + width;
    resetGradient(dProduct + own, r, before ? before + row : 0, slopes + 3 * row + width, fromLater + own, units);
  }
}

/** `out[column] = Σ x[row, column]`, rows `stride` bytes apart. */
function sumColumns(x: usize, stride: usize, rows: i32, columns: i32, out: usize): void {
  for (let left = columns; left > 0; left -= 4) {
    let sum = splat(0);
    let from = x;
    for (let row = 0; row < rows; row++) {
      sum = f32x4.add(sum, loadLanes(from, left));
      from += stride;
    }
    storeLanes(out, sum, left);
    x += 16;
    out += 16;
  }
}

/** Gradients of the recurrent kernel and bias from the slopes of all steps. */
function weightGradients(
  hidden: usize, inner: usize, slopes: usize, batch: i32, steps: i32, units: i32, backwards: bool, resetAfter: bool,
  dKernel: usize, dBias: usize,
): void {
  const width = (<usize>units) << 2;
  const row = width * 3;
  const rows = batch * steps;
  memory.fill(dKernel, 0, row * <usize>units);
  addKernelGradient(hidden, slopes, row, dKernel, row, batch, steps, units, 2 * units, backwards);
  const part = dKernel + 2 * width;
  if (resetAfter) addKernelGradient(hidden, inner, width, part, row, batch, steps, units, units, backwards);
  else accumulate(inner, 4, width, slopes + 2 * width, row, part, row, units, units, rows);
  if (!dBias) return;
  sumColumns(slopes, row, rows, 2 * units, dBias);
  sumColumns(inner, width, rows, units, dBias + 2 * width);
}

/**
 * The gradients of {@link gruForward}, from what it wrote.
 *
 * @param dHidden slopes of the outputs, `[batch, steps, units]`: zeros where an output is not used.
 * @param inner is overwritten. @param dProjected gets `[batch, steps, 3 units]`; may be `gates`, which it then overwrites.
 * @param dKernel gets `[units, 3 units]`. @param dBias gets the recurrent bias's, `[3 units]`, or is 0; only with `resetAfter`.
 * @param scratch {@link gruScratchBytes} bytes.
 */
export function gruGradient(
  dHidden: usize, gates: usize, inner: usize, hidden: usize, kernel: usize, batch: i32, steps: i32, units: i32,
  backwards: bool, resetAfter: bool, dProjected: usize, dKernel: usize, dBias: usize, scratch: usize,
): void {
  const width = (<usize>units) << 2;
  const stateRow = width * <usize>steps;
  const slopeRow = stateRow * 3;
  const turned = scratch;
  const fromLater = turned + 3 * width * <usize>units;
  const dProduct = fromLater + width * <usize>batch;
  transpose(kernel, 3 * width, turned, units, 3 * units);
  memory.fill(fromLater, 0, width * <usize>batch);
  for (let left = steps - 1; left >= 0; left--) {
    const step = <usize>(backwards ? steps - 1 - left : left) * width;
    let before: usize = 0;
    if (left) before = hidden + (backwards ? step + width : step - width);
    const gate = gates + 3 * step;
    const slopes = dProjected + 3 * step;
    for (let sample = 0; sample < batch; sample++) {
      const row = <usize>sample * stateRow;
      const old = before ? before + row : 0;
      const late = fromLater + <usize>sample * width;
      const from = dHidden + step + row;
      stepGradient(from, late, gate + 3 * row, old, inner + step + row, slopes + 3 * row, units, resetAfter);
    }
    if (!resetAfter) backThroughReset(turned, fromLater, dProduct, batch, steps, units, gate, before, slopes);
    if (!left) continue;
    accumulate(slopes, slopeRow, 4, turned, width, fromLater, width, batch, units, 2 * units);
    if (resetAfter) {
      const part = turned + 2 * width * <usize>units;
      accumulate(inner + step, stateRow, 4, part, width, fromLater, width, batch, units, units);
    }
  }
  weightGradients(hidden, inner, dProjected, batch, steps, units, backwards, resetAfter, dKernel, dBias);
}
