import { requireArgument } from '@glassbox/core';
import { abs, add, minimum, mul, square, sub, type Tensor } from '@tensorflow/tfjs-core';
import { perSample } from './cross-entropies.js';
import type { Loss } from './loss.js';

/** A loss that averages a function of the error over the outputs. */
function ofError(name: string, f: (error: Tensor) => Tensor): Loss {
  return { name, targetKind: 'outputShape', onOutputs: (outputs, targets) => perSample(f(sub(outputs, targets))) };
}

/** Mean of `(y - t)²`, for regression. */
export const meanSquaredError = (): Loss => ofError('meanSquaredError', (error) => square(error));

/** Mean of `|y - t|`: outliers weigh less than in the squared error. */
export const meanAbsoluteError = (): Loss => ofError('meanAbsoluteError', (error) => abs(error));

/**
 * Squared near 0 and linear far off: `e²/2` where |e| <= delta, else `delta (|e| - delta/2)`.
 *
 * @param options.delta where the two meet, above 0. Default 1. Source: Huber, Ann. Math. Stat. 35 (1964).
 */
export function huber({ delta = 1 }: { readonly delta?: number } = {}): Loss {
  requireArgument(delta > 0, `huber takes a delta above 0, but ${delta} came.`);
  return ofError('huber', (error) => {
    const size = abs(error);
    const near = minimum(size, delta);
    return add(mul(square(near), 0.5), mul(sub(size, near), delta));
  });
}
