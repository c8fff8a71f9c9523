import { add, div, maximum, type Scalar, sub } from '@tensorflow/tfjs-core';

/** `limit / max(norm, limit)`: 1 for a norm within the limit; NaN for a norm that is NaN or infinite, which must not be hidden. */
export const normFactor = (norm: Scalar, limit: number): Scalar =>
  add(div(limit, maximum(norm, limit)), sub(norm, norm));
