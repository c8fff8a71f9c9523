import { maximum, minimum, tidy } from '@tensorflow/tfjs-core';
import { type GradientClipping, requireLimit } from './gradient-clipping.js';

/**
 * Clips each element to [-limit, limit]; changes the direction of a gradient that has large elements.
 *
 * @param limit a finite number above 0, or `bad-argument` is thrown. Keras calls it `clipvalue`.
 */
export function clipByValue(limit: number): GradientClipping {
  requireLimit(limit);
  return Object.freeze({
    name: 'clipByValue',
    // Not clipByValue of tfjs, whose WASM kernel turns NaN into a number; the gradient comes first for the same reason.
    clip: (gradients) => gradients.map((g) => tidy(() => minimum(maximum(g, -limit), limit))),
    config: () => ({ clipvalue: limit }),
  } satisfies GradientClipping);
}
