import {
  add,
  broadcastTo,
  div,
  expandDims,
  gather,
  greaterEqual,
  logicalAnd,
  matMul,
  max,
  mean,
  min,
  mul,
  neg,
  pad,
  reshape,
  sign,
  slice,
  sqrt,
  square,
  squeeze,
  stridedSlice,
  sub,
  sum,
  Tensor,
  transpose,
} from '@tensorflow/tfjs-core';

/** The methods on tensors that tfjs-layers and tfjs's own gradients call; each is the function of the same name. */
const functions: Readonly<Record<string, (tensor: Tensor, ...rest: never[]) => Tensor>> = {
  add,
  broadcastTo,
  div,
  expandDims,
  flatten: (tensor) => reshape(tensor, [-1]),
  gather,
  greaterEqual,
  logicalAnd,
  matMul,
  max,
  mean,
  min,
  mul,
  neg,
  pad,
  reshape,
  sign,
  slice,
  sqrt,
  square,
  squeeze,
  stridedSlice,
  sub,
  sum,
  transpose,
};

/**
 * Gives tensors the methods that tfjs-layers and tfjs's gradients call on them (`tensor.flatten()`, `tensor.reshape(shape)`, ...).
 *
 * tfjs-core has them only in modules that plain Node cannot import; without them the orthogonal initializer, and so every recurrent
 * layer, fails. A method that exists, as under the all-in-one `@tensorflow/tfjs`, is left alone. Returns the names it added.
 */
export function installChainedOps(): string[] {
  const missing = Object.keys(functions).filter((name) => !(name in Tensor.prototype));
  for (const name of missing) {
    const run = functions[name]!;
    Object.defineProperty(Tensor.prototype, name, {
      configurable: true,
      writable: true,
      value(this: Tensor, ...rest: never[]) {
        return run(this, ...rest);
      },
    });
  }
  return missing;
}
