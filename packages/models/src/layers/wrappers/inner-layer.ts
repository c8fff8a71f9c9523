import type { Tensor } from '@tensorflow/tfjs-core';
import type { BuiltLayer, CallContext, Layer, WeightSpec } from '../layer.js';

/** An inner layer's output with its activation. */
export function callInner(built: BuiltLayer, x: Tensor, weights: readonly Tensor[], context: CallContext): Tensor {
  if (!built.activation) return built.call(x, weights, context);
  if (built.callActivated) return built.callActivated(x, weights, context);
  return built.activation.apply(built.call(x, weights, context));
}

/** The weights of an inner layer, under names that say whose they are. */
export const innerWeights = ({ weights }: BuiltLayer, prefix: string): WeightSpec[] =>
  weights.map((spec) => ({ ...spec, name: `${prefix}${spec.name}` }));

/** A context whose updates go to weights from `first` on, and whose random stream is the part's own. */
export function innerContext(context: CallContext, first: number, part: string): CallContext {
  return {
    training: context.training,
    get random() {
      return context.random.fork(part);
    },
    update: (weight, value) => context.update(first + weight, value),
  };
}

/** Keras's form of an inner layer. */
export const innerConfig = ({ className, config, name }: Layer) => ({
  class_name: className,
  config: { ...config, ...(name !== undefined && { name }) },
});
