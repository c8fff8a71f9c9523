import { type Activation, type ActivationConfig, activationFromConfig, defineActivation } from '@glassbox/activations';
import {
  type Constraint,
  constraintFromConfig,
  type Regularizer,
  regularizerFromConfig,
  type SavedForm,
} from '@glassbox/regularization';
import { add, clipByValue, greater, less, logicalAnd, mul } from '@tensorflow/tfjs-core';
import { OWN_ACTIVATION } from '../layers/weight-options.js';

/** The name under which {@link legacyHardSigmoid} travels. */
export const LEGACY_HARD_SIGMOID = 'hardSigmoidKeras2';

/** `clip(0.2 x + 0.5, 0, 1)`: what tfjs-layers and Keras 2 mean by `hard_sigmoid`; Keras 3 and Glassbox mean `relu6(x + 3) / 6`. */
function legacyHardSigmoid(): Activation {
  return defineActivation({
    name: LEGACY_HARD_SIGMOID,
    f: (x) => Math.min(1, Math.max(0, 0.2 * x + 0.5)),
    derivative: (x) => (Math.abs(x) < 2.5 ? 0.2 : 0),
    tensor: {
      forward: (x) => clipByValue(add(mul(x, 0.2), 0.5), 0, 1),
      gradient: (dy, _, y) => mul(dy, mul(logicalAnd(greater(y, 0), less(y, 1)), 0.2)),
    },
  });
}

/** The activation in a saved configuration; undefined for none or `linear`. */
export function activationFromKeras(saved: unknown): Activation | undefined {
  if (saved === null || saved === undefined || saved === 'linear') return undefined;
  if (saved === LEGACY_HARD_SIGMOID) return legacyHardSigmoid();
  return activationFromConfig(withoutMark(saved as ActivationConfig));
}

function withoutMark(saved: ActivationConfig): ActivationConfig {
  if (typeof saved === 'string') return saved.replace(OWN_ACTIVATION, '');
  return { ...saved, class_name: saved.class_name.replace(OWN_ACTIVATION, '') };
}

/** The regularizer in a saved configuration, or undefined. */
export const regularizerFromKeras = (saved: unknown): Regularizer | undefined =>
  saved ? regularizerFromConfig(saved as SavedForm) : undefined;

/** The constraint in a saved configuration, or undefined. */
export const constraintFromKeras = (saved: unknown): Constraint | undefined =>
  saved ? constraintFromConfig(saved as SavedForm) : undefined;
