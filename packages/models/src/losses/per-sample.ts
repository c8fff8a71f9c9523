import { div, maximum, mean, minimum, mul, reshape, sign, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';

/** Averages over all axes but the first. */
export function perSample(values: Tensor): Tensor1D {
  if (values.rank === 1) return values as Tensor1D;
  return mean(reshape(values, [values.shape[0]!, -1]), 1) as Tensor1D;
}

/** `|x|` whose derivative at 0 is 0, as Keras's is; that of tfjs's `abs` is -1 there. */
export const magnitude = (values: Tensor): Tensor => mul(values, sign(values));

/** Each loss as its share of a mean over those that count, 1 or 0 each, instead of over all; 0 where none counts. */
export const overCounted = (losses: Tensor, counted: Tensor): Tensor =>
  mul(losses, div(counted, maximum(mean(counted), 1e-9)));

/** Keeps values in [low, high]; NaN stays NaN, which tfjs's `clipByValue` turns into `low` on WebAssembly. */
export const within = (values: Tensor, low: number, high: number): Tensor => minimum(maximum(values, low), high);
