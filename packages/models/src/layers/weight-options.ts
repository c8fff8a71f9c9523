import type { ActivationLike } from '@glassbox/activations';
import { type Activation, resolveActivation } from '@glassbox/activations';
import {
  type Constraint,
  type ConstraintName,
  type Regularizer,
  type RegularizerName,
  resolveConstraint,
  resolveRegularizer,
} from '@glassbox/regularization';
import { type Initializer, type InitializerName, resolveInitializer } from '../initializers/initializer.js';
import type { LayerOptions, WeightSpec } from './layer.js';

/** How a kernel and a bias start, are penalised and are constrained. */
export interface WeightOptions extends LayerOptions {
  /** Default: none (linear). */
  readonly activation?: ActivationLike | undefined;
  /** Default true. */
  readonly useBias?: boolean | undefined;
  /** Default: `heUniform` before the ReLU family, `lecunNormal` before selu, else `glorotUniform`. */
  readonly kernelInitializer?: InitializerName | Initializer | undefined;
  /** Default `zeros`. */
  readonly biasInitializer?: InitializerName | Initializer | undefined;
  readonly kernelRegularizer?: RegularizerName | Regularizer | undefined;
  readonly biasRegularizer?: RegularizerName | Regularizer | undefined;
  /** Penalty on the layer's output, averaged over the batch. */
  readonly activityRegularizer?: RegularizerName | Regularizer | undefined;
  readonly kernelConstraint?: ConstraintName | Constraint | undefined;
  readonly biasConstraint?: ConstraintName | Constraint | undefined;
}

/** {@link WeightOptions} with every name turned into its value and every default filled in. */
export interface ResolvedWeightOptions {
  readonly activation: Activation | undefined;
  readonly useBias: boolean;
  readonly kernelInitializer: Initializer;
  readonly biasInitializer: Initializer;
  readonly kernelRegularizer: Regularizer | undefined;
  readonly biasRegularizer: Regularizer | undefined;
  readonly activityRegularizer: Regularizer | undefined;
  readonly kernelConstraint: Constraint | undefined;
  readonly biasConstraint: Constraint | undefined;
}

/** Fills in defaults; the kernel starts as its activation advises. Throws `unknown-name` for a name that does not exist. */
export function resolveWeightOptions(options: WeightOptions): ResolvedWeightOptions {
  const activation = options.activation === undefined ? undefined : resolveActivation(options.activation);
  const advised = (activation?.kernelInitializer ?? 'glorotUniform') as InitializerName;
  return {
    activation,
    useBias: options.useBias ?? true,
    kernelInitializer: resolveInitializer(options.kernelInitializer ?? advised),
    biasInitializer: resolveInitializer(options.biasInitializer ?? 'zeros'),
    kernelRegularizer: options.kernelRegularizer && resolveRegularizer(options.kernelRegularizer),
    biasRegularizer: options.biasRegularizer && resolveRegularizer(options.biasRegularizer),
    activityRegularizer: options.activityRegularizer && resolveRegularizer(options.activityRegularizer),
    kernelConstraint: options.kernelConstraint && resolveConstraint(options.kernelConstraint),
    biasConstraint: options.biasConstraint && resolveConstraint(options.biasConstraint),
  };
}

export function kernelSpec(options: ResolvedWeightOptions, shape: readonly number[]): WeightSpec {
  return {
    name: 'kernel',
    shape,
    initializer: options.kernelInitializer,
    trainable: true,
    regularizer: options.kernelRegularizer,
    constraint: options.kernelConstraint,
  };
}

/** The bias, or nothing where the layer has none. */
export function biasSpec(options: ResolvedWeightOptions, units: number): WeightSpec[] {
  if (!options.useBias) return [];
  return [
    {
      name: 'bias',
      shape: [units],
      initializer: options.biasInitializer,
      trainable: true,
      regularizer: options.biasRegularizer,
      constraint: options.biasConstraint,
    },
  ];
}

const kerasObject = (className: string, config: Readonly<Record<string, unknown>>) => ({
  class_name: className,
  config,
});

/** Keras's form of an initializer. */
export const initializerConfig = ({ keras }: Initializer) => kerasObject(keras.className, keras.config);

/** Keras's part of a configuration that {@link WeightOptions} stand for. */
export function weightConfig(options: ResolvedWeightOptions): Record<string, unknown> {
  return {
    activation: activationConfig(options.activation),
    use_bias: options.useBias,
    kernel_initializer: initializerConfig(options.kernelInitializer),
    bias_initializer: initializerConfig(options.biasInitializer),
    kernel_regularizer: options.kernelRegularizer?.config() ?? null,
    bias_regularizer: options.biasRegularizer?.config() ?? null,
    activity_regularizer: options.activityRegularizer?.config() ?? null,
    kernel_constraint: options.kernelConstraint?.config() ?? null,
    bias_constraint: options.biasConstraint?.config() ?? null,
  };
}

/** Marks an activation in a saved model that plain tfjs does not have, or has as another function under the same name. */
export const OWN_ACTIVATION = 'glassbox>';

/** Marks a layer in a saved model that plain tfjs computes otherwise under the same name, so that it refuses the model. */
export const OWN_LAYER = 'glassbox>';

/**
 * The name that plain tfjs has for the same function, else Keras's form with our mark: plain tfjs then refuses to load the model, which
 * is better than computing another function.
 */
export function activationConfig(activation: Activation | undefined): unknown {
  if (activation === undefined) return 'linear';
  if (activation.tfjsName !== undefined) return activation.tfjsName;
  const saved = activation.config();
  return typeof saved === 'string'
    ? `${OWN_ACTIVATION}${saved}`
    : { ...saved, class_name: `${OWN_ACTIVATION}${saved.class_name}` };
}
