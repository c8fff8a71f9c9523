import { grads, memory, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { check, checkTensor, type Values } from './check.js';
import { randomValues, toTensor, valuesOf } from './values.js';

/** An operation and what it should compute, as data. */
export interface OpCase {
  readonly name: string;
  readonly inputs: readonly Values[];
  readonly compute: (...inputs: Tensor[]) => Tensor;
  /** The same in plain TypeScript and double precision. */
  readonly reference: (...inputs: Values[]) => Values;
}

/** How far single precision may be from the reference, relative to the largest number of the result. */
export const valueTolerance = 2e-5;
const gradientTolerance = 2e-4;

/** Runs work and checks that it leaves no tensor behind. */
export async function withoutLeak(work: () => Promise<void>): Promise<void> {
  const before = memory();
  await work();
  const after = memory();
  check(after.numTensors === before.numTensors && after.numDataBuffers === before.numDataBuffers, () => {
    const tensors = after.numTensors - before.numTensors;
    return `${tensors} tensors and ${after.numDataBuffers - before.numDataBuffers} buffers were left behind.`;
  });
}

/** Computes the operation's value on the backend in use and compares it with the reference. */
export function checkValue(op: OpCase): Promise<void> {
  return withoutLeak(async () => {
    const inputs = op.inputs.map(toTensor);
    const value = tidy(() => op.compute(...inputs));
    await checkTensor(value, op.reference(...op.inputs), valueTolerance, 'The value');
    for (const tensor of [...inputs, value]) tensor.dispose();
  });
}

/** Computes the gradients by every input and compares them with central differences of the reference. */
export function checkGradient(op: OpCase): Promise<void> {
  return withoutLeak(async () => {
    const weights = randomValues('upstream', op.reference(...op.inputs).shape);
    const inputs = op.inputs.map(toTensor);
    const upstream = toTensor(weights);
    const gradients = grads((...tensors) => op.compute(...tensors))(inputs, upstream);
    for (const [i, gradient] of gradients.entries()) {
      await checkTensor(gradient, numericGradient(op, i, weights), gradientTolerance, `The gradient by input ${i}`);
    }
    for (const tensor of [...inputs, upstream, ...gradients]) tensor.dispose();
  });
}

/** `d (Σ weights · reference) / d input` by central differences; in double precision their error is near 1e-9. */
function numericGradient(op: OpCase, input: number, weights: Values): Values {
  const step = 1e-5;
  const source = op.inputs[input]!;
  const lossAt = (index: number, change: number) => {
    const moved = valuesOf(source.shape, (i) => source.data[i]! + (i === index ? change : 0));
    const { data } = op.reference(...op.inputs.with(input, moved));
    return data.reduce((sum, value, i) => sum + value * weights.data[i]!, 0);
  };
  return valuesOf(source.shape, (i) => (lossAt(i, step) - lossAt(i, -step)) / (2 * step));
}
