import { engine, reshape, type Tensor } from '@tensorflow/tfjs-core';
import { isConstant } from './differentiable.js';

/**
 * The same values in another shape, over the same memory.
 *
 * As `tf.reshape`; but of a tensor that no gradient is asked for it makes the view itself, which spares two calls through tfjs's engine
 * at the beginning of every step.
 */
export function reshapeView(x: Tensor, shape: readonly number[]): Tensor {
  if (!isConstant(x)) return reshape(x, [...shape]);
  const known = shape.reduce((product, extent) => (extent === -1 ? product : product * extent), 1);
  const resolved = shape.map((extent) => (extent === -1 ? x.size / known : extent));
  engine().state.tensorInfo.get(x.dataId)!.backend.incRef(x.dataId);
  return engine().makeTensorFromTensorInfo({ dataId: x.dataId, shape: resolved, dtype: x.dtype });
}
