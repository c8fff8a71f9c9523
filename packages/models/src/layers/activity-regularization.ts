import { l1l2 } from '@glassbox/regularization';
import type { Layer, LayerOptions } from './layer.js';

/** Options of {@link activityRegularization}. */
export interface ActivityRegularizationOptions extends LayerOptions {
  /** Factor of Σ|x|, a finite number of at least 0. Default 0. */
  readonly l1?: number;
  /** Factor of Σx², a finite number of at least 0. Default 0. */
  readonly l2?: number;
}

/**
 * Passes its input on and adds `(l1 Σ|x| + l2 Σx²) / batch` to the loss, which keeps what the layer before it puts out small or sparse.
 *
 * A factor that is negative or not finite throws `bad-argument`.
 */
export function activityRegularization({ l1 = 0, l2 = 0, name }: ActivityRegularizationOptions = {}): Layer {
  const activityRegularizer = l1l2({ l1, l2 });
  return {
    className: 'ActivityRegularization',
    name,
    config: { l1, l2 },
    build: (inputShape) => ({ outputShape: inputShape, weights: [], activityRegularizer, call: (x) => x }),
  };
}
