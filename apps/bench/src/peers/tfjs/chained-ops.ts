import * as tf from '@tensorflow/tfjs-core';

const {
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
  transpose,
} = tf;

const methods: Readonly<Record<string, (tensor: tf.Tensor, ...rest: never[]) => tf.Tensor>> = {
  flatten: (tensor) => reshape(tensor, [-1]),
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
  transpose,
};

/** The methods that tfjs-layers calls on tensors when it builds a recurrent layer, and that tfjs-core lacks in plain Node. */
export function registerChainedOps(): void {
  for (const [name, run] of Object.entries(methods)) {
    if (name in tf.Tensor.prototype) continue;
    Object.defineProperty(tf.Tensor.prototype, name, {
      value(this: tf.Tensor, ...rest: never[]) {
        return run(this, ...rest);
      },
    });
  }
}
