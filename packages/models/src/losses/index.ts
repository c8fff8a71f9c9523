import { Registry, requireArgument } from '@glassbox/core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { circle } from './circle.js';
import { binaryCrossentropy, categoricalCrossentropy, sparseCategoricalCrossentropy } from './cross-entropies.js';
import { categoricalGeneralizedCrossEntropy, klDivergence } from './distributions.js';
import { binaryFocalCrossentropy, categoricalFocalCrossentropy } from './focal.js';
import { categoricalHinge, hinge, squaredHinge } from './hinges.js';
import type { Loss } from './loss.js';
import { dice, tversky } from './overlaps.js';
import { perSample } from './per-sample.js';
import {
  cosineSimilarity,
  huber,
  logCosh,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanSquaredError,
  meanSquaredLogarithmicError,
  poisson,
  quantile,
} from './regression-losses.js';

/** Every loss that Glassbox ships, as functions that make values. */
export const losses = {
  sparseCategoricalCrossentropy,
  categoricalCrossentropy,
  binaryCrossentropy,
  binaryFocalCrossentropy,
  categoricalFocalCrossentropy,
  categoricalGeneralizedCrossEntropy,
  klDivergence,
  /** The name that tfjs and Keras 2 have for `klDivergence`. */
  kullbackLeiblerDivergence: klDivergence,
  meanSquaredError,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanSquaredLogarithmicError,
  logCosh,
  huber,
  quantile,
  poisson,
  cosineSimilarity,
  hinge,
  squaredHinge,
  categoricalHinge,
  dice,
  tversky,
  circle,
} as const;

export type LossName = keyof typeof losses;

/** A loss of one's own: differentiable tfjs operations from outputs and targets to one number for each sample or element. */
export type LossFunction = (outputs: Tensor, targets: Tensor) => Tensor;

const registry = new Registry<() => Loss>('loss', losses);

/** The loss that a name, a value or a function means. */
export function resolveLoss(loss: LossName | Loss | LossFunction): Loss {
  if (typeof loss === 'string') return registry.get(loss)();
  if (typeof loss !== 'function') return loss;
  return {
    name: loss.name || 'customLoss',
    targetKind: 'outputShape',
    onOutputs(outputs, targets) {
      const values = loss(outputs, targets);
      requireArgument(
        values.shape[0] === outputs.shape[0],
        () =>
          `A loss returns a number for each sample, [${outputs.shape[0]}, ...], but [${values.shape.join(', ')}] came.`,
      );
      return perSample(values);
    },
  };
}
