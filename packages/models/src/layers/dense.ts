import * as ops from '@glassbox/backends/ops';
import { requireArgument } from '@glassbox/core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { Layer } from './layer.js';
import { biasSpec, kernelSpec, resolveWeightOptions, type WeightOptions, weightConfig } from './weight-options.js';

/** Options of {@link dense}. */
export type DenseOptions = WeightOptions;

/**
 * Fully connected layer: `y = activation(x W + b)`, `[..., inputs] -> [..., units]`.
 *
 * Weights: `kernel` `[inputs, units]`, `bias` `[units]`.
 *
 * @param units number of outputs, a whole number above 0; anything else throws `bad-argument`.
 * @example
 * layers.dense(128, { activation: 'relu', kernelRegularizer: l2(1e-4) });
 */
export function dense(units: number, options: DenseOptions = {}): Layer {
  requireArgument(
    Number.isInteger(units) && units > 0,
    `dense(units) takes a whole number above 0, but ${units} came.`,
  );
  const resolved = resolveWeightOptions(options);
  return {
    className: 'Dense',
    name: options.name,
    config: { units, ...weightConfig(resolved) },
    build(inputShape) {
      const inputs = inputShape[inputShape.length - 1] ?? 1;
      return {
        outputShape: [...inputShape.slice(0, -1), units],
        weights: [kernelSpec(resolved, [inputs, units]), ...biasSpec(resolved, units)],
        activation: resolved.activation,
        activityRegularizer: resolved.activityRegularizer,
        call: (x, [kernel, bias]) => ops.dense(x, kernel as Tensor2D, bias as Tensor1D | undefined),
        ...(resolved.activation?.fused === 'relu' && {
          callActivated: (x, [kernel, bias]) =>
            ops.dense(x, kernel as Tensor2D, bias as Tensor1D | undefined, { relu: true }),
        }),
      };
    },
  };
}
