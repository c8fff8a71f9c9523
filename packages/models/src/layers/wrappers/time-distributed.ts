import { GlassboxError } from '@glassbox/core';
import { reshape } from '@tensorflow/tfjs-core';
import type { Layer, LayerOptions } from '../layer.js';
import { OWN_LAYER } from '../weight-options.js';
import { callInner, innerConfig } from './inner-layer.js';

/**
 * Applies a layer to every step of a sequence alike, with the same weights: `[steps, ...shape] -> [steps, ...output]`.
 *
 * @param layer what is applied to one step. @throws `shape-mismatch` for an input without steps, and what the layer throws.
 */
export function timeDistributed(layer: Layer, { name }: LayerOptions = {}): Layer {
  return {
    className: `${OWN_LAYER}TimeDistributed`,
    name,
    config: { layer: innerConfig(layer) },
    build(inputShape) {
      const [steps, ...stepShape] = inputShape;
      if (steps === undefined || stepShape.length === 0) {
        throw new GlassboxError(
          'shape-mismatch',
          `timeDistributed takes sequences [steps, ...shape], but samples of shape [${inputShape.join(', ')}] came.`,
          { details: { inputShape } },
        );
      }
      const built = layer.build(stepShape);
      return {
        outputShape: [steps, ...built.outputShape],
        weights: built.weights,
        activityRegularizer: built.activityRegularizer,
        call(x, weights, context) {
          const each = callInner(built, reshape(x, [-1, ...stepShape]), weights, context);
          return reshape(each, [-1, steps, ...each.shape.slice(1)]);
        },
      };
    },
  };
}
