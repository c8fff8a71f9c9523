import {
  abs,
  add,
  cast,
  exp,
  expandDims,
  log1p,
  logSoftmax,
  mean,
  mul,
  neg,
  oneHot,
  relu,
  sigmoid,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { activeKernels } from './active-kernels.js';
import { differentiable } from './differentiable.js';

/** Kernels read the numbers as floats, which those of whole numbers and of truth values are not. */
const asFloats = (targets: Tensor2D) => (targets.dtype === 'float32' ? targets : cast(targets, 'float32'));

/**
 * Cross-entropy of a softmax, on logits: `-Σ_j target_j log softmax(logits)_j` for each sample.
 *
 * Working on logits keeps the gradient, `softmax(logits) - target`, where probabilities would have rounded to 0.
 *
 * @param logits `[batch, classes]`.
 * @param targets `[batch, classes]`, rows that sum to 1; not differentiable.
 * @returns `[batch]`, at least 0.
 */
export function softmaxCrossEntropy(logits: Tensor2D, targets: Tensor2D): Tensor1D {
  const { softmaxCrossEntropy: fused, softmaxCrossEntropyGradient: fusedGradient } = activeKernels();
  if (fused && fusedGradient) {
    return differentiable<Tensor1D>([logits], {
      forward(save) {
        const wanted = asFloats(targets);
        const { losses, probabilities } = fused(logits, wanted);
        save([probabilities, wanted]);
        return losses;
      },
      backward: (dy, [probabilities, target]) => [fusedGradient(probabilities as Tensor2D, target as Tensor2D, dy)],
    });
  }
  return differentiable<Tensor1D>([logits], {
    forward(save) {
      const logProbabilities = logSoftmax(logits, 1);
      save([logProbabilities, targets]);
      return neg(sum(mul(targets, logProbabilities), 1)) as Tensor1D;
    },
    backward(dy, saved) {
      const [logProbabilities, target] = saved as [Tensor2D, Tensor2D];
      return [mul(sub(exp(logProbabilities), target), expandDims(dy, 1))];
    },
  });
}

/**
 * {@link softmaxCrossEntropy} where each row has one class: `-log softmax(logits)[label]`.
 *
 * @param logits `[batch, classes]`.
 * @param classes `[batch]`, whole numbers in [0, classes); not checked here.
 * @returns `[batch]`, at least 0. Gradient: `softmax(logits) - oneHot(label)`.
 */
export function sparseSoftmaxCrossEntropy(logits: Tensor2D, classes: Tensor1D): Tensor1D {
  const labels = classes.dtype === 'int32' ? classes : cast(classes, 'int32');
  const { sparseSoftmaxCrossEntropy: fused, sparseSoftmaxCrossEntropyGradient: fusedGradient } = activeKernels();
  if (!fused || !fusedGradient) {
    return softmaxCrossEntropy(logits, cast(oneHot(labels, logits.shape[1]), 'float32') as Tensor2D);
  }
  return differentiable<Tensor1D>([logits], {
    forward(save) {
      const { losses, probabilities } = fused(logits, labels);
      save([probabilities, labels]);
      return losses;
    },
    backward: (dy, [probabilities, label]) => [fusedGradient(probabilities as Tensor2D, label as Tensor1D, dy)],
  });
}

/**
 * Cross-entropy of independent sigmoids, on logits, averaged over the last axis:
 * `mean_j max(z, 0) - z t + log(1 + e^-|z|)` for each sample.
 *
 * @param logits `[batch, outputs]`.
 * @param targets `[batch, outputs]` in [0, 1]; not differentiable.
 * @returns `[batch]`, at least 0. Gradient: `(sigmoid(z) - t) / outputs`.
 */
export function sigmoidCrossEntropy(logits: Tensor2D, targets: Tensor2D): Tensor1D {
  const outputs = logits.shape[1];
  const { sigmoidCrossEntropy: fused, sigmoidCrossEntropyGradient: fusedGradient } = activeKernels();
  if (fused && fusedGradient) {
    return differentiable<Tensor1D>([logits], {
      forward(save) {
        const wanted = asFloats(targets);
        save([logits, wanted]);
        return fused(logits, wanted);
      },
      backward: (dy, [z, target]) => [fusedGradient(z as Tensor2D, target as Tensor2D, dy)],
    });
  }
  return differentiable<Tensor1D>([logits], {
    forward(save) {
      save([logits, targets]);
      const linear = sub(relu(logits), mul(logits, targets));
      return mean(add(linear, log1p(exp(neg(abs(logits))))), 1);
    },
    backward(dy, saved) {
      const [z, target] = saved as [Tensor, Tensor];
      return [mul(sub(sigmoid(z), target), mul(expandDims(dy, 1), 1 / outputs))];
    },
  });
}
