import { initializerFromKeras } from '../initializers/initializer.js';
import type { WeightOptions } from '../layers/weight-options.js';
import { activationFromKeras, constraintFromKeras, regularizerFromKeras } from './keras-values.js';

/** A layer's saved configuration with Keras's keys, and its name. */
export type Config = Readonly<Record<string, unknown>> & { readonly name: string | undefined };

/** A saved true or false. */
export const flag = (value: unknown, fallback: boolean) => (typeof value === 'boolean' ? value : fallback);

/** The initializer in a saved configuration, or undefined. */
export function initializerOf(value: unknown) {
  if (typeof value !== 'object' || value === null) return undefined;
  const { class_name: className, config } = value as { class_name?: string; config?: Record<string, unknown> };
  return className === undefined ? undefined : initializerFromKeras(className, config ?? {});
}

/** What the layers with a kernel and a bias have in common. */
export function weightOptions(config: Config): WeightOptions {
  return {
    name: config.name,
    activation: activationFromKeras(config.activation),
    useBias: flag(config.use_bias, true),
    kernelInitializer: initializerOf(config.kernel_initializer),
    biasInitializer: initializerOf(config.bias_initializer),
    kernelRegularizer: regularizerFromKeras(config.kernel_regularizer),
    biasRegularizer: regularizerFromKeras(config.bias_regularizer),
    activityRegularizer: regularizerFromKeras(config.activity_regularizer),
    kernelConstraint: constraintFromKeras(config.kernel_constraint),
    biasConstraint: constraintFromKeras(config.bias_constraint),
  };
}
