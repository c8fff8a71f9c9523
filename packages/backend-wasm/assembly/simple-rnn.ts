import { accumulate, addKernelGradient, transpose } from './accumulate';
import { splat, tanh } from './math';
import { loadLanes, storeLanes } from './simd';

// The plain recurrent layer over whole sequences: `h = tanh(projected + h U)`. All arrays are [batch, steps, units]; the first state is
// zeros. Source: Elman, Cogn. Sci. 14 (1990); the gradient is backpropagation through time.

/**
 * Runs it over sequences, from the last step to the first with `backwards`; values stand at the step that they belong to.
 *
 * @param projected `x W + b`. @param kernel `[units, units]`. @param hidden gets h; may be `projected`.
 */
export function simpleRnnForward(
  projected: usize, kernel: usize, batch: i32, steps: i32, units: i32, backwards: bool, hidden: usize,
): void {
  const width = (<usize>units) << 2;
  const stateRow = width * <usize>steps;
  if (hidden != projected) memory.copy(hidden, projected, stateRow * <usize>batch);
  for (let done = 0; done < steps; done++) {
    const step = hidden + <usize>(backwards ? steps - 1 - done : done) * width;
    const before = backwards ? step + width : step - width;
    if (done) accumulate(before, stateRow, 4, kernel, width, step, stateRow, batch, units, units);
    for (let sample = 0; sample < batch; sample++) {
      const row = step + <usize>sample * stateRow;
      for (let at: usize = 0; at < width; at += 16) {
        const left = units - <i32>(at >> 2);
        storeLanes(row + at, tanh(loadLanes(row + at, left)), left);
      }
    }
  }
}

/** Bytes of scratch that {@link simpleRnnGradient} needs. */
export function simpleRnnScratchBytes(units: i32): i32 {
  return 4 * units * units;
}

/** `slopes = (dHidden + slopes) (1 - h²)` for one sample at one step. */
function stepGradient(dHidden: usize, hidden: usize, slopes: usize, units: i32): void {
  for (let left = units; left > 0; left -= 4) {
    const h = loadLanes(hidden, left);
    const dh = f32x4.add(loadLanes(dHidden, left), loadLanes(slopes, left));
    storeLanes(slopes, f32x4.mul(dh, f32x4.sub(splat(1), f32x4.mul(h, h))), left);
    dHidden += 16;
    hidden += 16;
    slopes += 16;
  }
}

/**
 * The gradients of {@link simpleRnnForward}, from its output.
 *
 * @param dHidden slopes of the outputs: zeros where an output is not used. @param dProjected gets slopes of the same shape.
 * @param dKernel gets `[units, units]`. @param scratch {@link simpleRnnScratchBytes} bytes.
 */
export function simpleRnnGradient(
  dHidden: usize, hidden: usize, kernel: usize, batch: i32, steps: i32, units: i32, backwards: bool,
  dProjected: usize, dKernel: usize, scratch: usize,
): void {
  const width = (<usize>units) << 2;
  const stateRow = width * <usize>steps;
  transpose(kernel, width, scratch, units, units);
  memory.fill(dProjected, 0, stateRow * <usize>batch);
  for (let left = steps - 1; left >= 0; left--) {
    const step = <usize>(backwards ? steps - 1 - left : left) * width;
    for (let sample = 0; sample < batch; sample++) {
      const row = step + <usize>sample * stateRow;
      stepGradient(dHidden + row, hidden + row, dProjected + row, units);
    }
    const slopes = dProjected + step;
    const before = backwards ? slopes + width : slopes - width;
    if (left) accumulate(slopes, stateRow, 4, scratch, width, before, stateRow, batch, units, units);
  }
  memory.fill(dKernel, 0, width * <usize>units);
  addKernelGradient(hidden, dProjected, width, dKernel, width, batch, steps, units, units, backwards);
}
