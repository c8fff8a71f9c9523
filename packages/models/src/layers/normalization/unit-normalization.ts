import { div, maximum, sqrt, square, sum, type Tensor } from '@tensorflow/tfjs-core';
import type { Layer, LayerOptions } from '../layer.js';
import { OWN_LAYER } from '../weight-options.js';
import { sampleAxes } from './axes.js';

/** Options of {@link unitNormalization}. */
export interface UnitNormalizationOptions extends LayerOptions {
  /** Axes of the batch along which the length is 1. Default -1, the last. */
  readonly axis?: number | readonly number[];
}

/** A vector of zeros stays one, where dividing by its length would make NaN of it. */
const SHORTEST = 1e-6;

/** Scales each sample to length 1 along its last axis: `y = x / max(√(Σ x²), 1e-6)`. */
export function unitNormalization({ axis = -1, name }: UnitNormalizationOptions = {}): Layer {
  return {
    className: `${OWN_LAYER}UnitNormalization`,
    name,
    config: { axis: [axis].flat() },
    build(inputShape) {
      const axes = sampleAxes('unitNormalization', axis, inputShape).map((each) => each + 1);
      const length = (x: Tensor) => sqrt(maximum(sum(square(x), axes, true), SHORTEST ** 2));
      return { outputShape: inputShape, weights: [], call: (x) => div(x, length(x)) };
    },
  };
}
