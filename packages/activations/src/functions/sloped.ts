import { leakyRelu as leakyReluOp, mul, step } from '@tensorflow/tfjs-core';
import { type ElementwiseParts, savingOutput } from '../elementwise.js';

/** The computing parts of a function that is x above zero and `slope x`, slope > 0, below. */
export function slopedParts(slope: number): Pick<ElementwiseParts, 'f' | 'derivative' | 'forward' | 'gradient'> {
  return {
    f: (x) => (x > 0 ? x : slope * x),
    derivative: (x) => (Number.isNaN(x) ? x : x > 0 ? 1 : slope),
    forward: savingOutput((x) => leakyReluOp(x, slope)),
    // The output has the input's sign, so it tells the slope.
    gradient: (dy, [y]) => mul(dy, step(y!, slope)),
  };
}
