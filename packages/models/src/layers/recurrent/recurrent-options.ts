import type { ActivationLike } from '@glassbox/activations';
import { type Activation, resolveActivation } from '@glassbox/activations';
import { requireArgument } from '@glassbox/core';
import {
  glorotUniform,
  type Initializer,
  type InitializerName,
  orthogonal,
  resolveInitializer,
  zeros,
} from '../../initializers/initializer.js';
import type { LayerOptions, WeightSpec } from '../layer.js';
import { activationConfig, initializerConfig } from '../weight-options.js';

/** Options of the recurrent layers. */
export interface RecurrentOptions extends LayerOptions {
  /** Of the new state. Default `tanh`. */
  readonly activation?: ActivationLike | undefined;
  /** Of the gates (LSTM and GRU). Default `sigmoid`. */
  readonly recurrentActivation?: ActivationLike | undefined;
  /** Whether to give the output of every step instead of the last one's. Default false. */
  readonly returnSequences?: boolean | undefined;
  /** Whether to read the sequence from its end. Default false. */
  readonly goBackwards?: boolean | undefined;
  /** Default true. */
  readonly useBias?: boolean | undefined;
  /** Default `glorotUniform`. */
  readonly kernelInitializer?: InitializerName | Initializer | undefined;
  /** Default `orthogonal`. */
  readonly recurrentInitializer?: InitializerName | Initializer | undefined;
}

export interface ResolvedRecurrentOptions {
  readonly activation: Activation;
  readonly recurrentActivation: Activation;
  readonly returnSequences: boolean;
  readonly goBackwards: boolean;
  readonly useBias: boolean;
  readonly kernelInitializer: Initializer;
  readonly recurrentInitializer: Initializer;
  readonly biasInitializer: Initializer;
  /** Rows of the bias: 2 where the recurrence has one of its own. */
  readonly biasRows: 1 | 2;
  /** Configuration that only this kind of layer has. */
  readonly extra: Readonly<Record<string, unknown>>;
}

/** What a kind of cell adds to the common options. */
export interface RecurrentExtras {
  readonly biasInitializer?: Initializer;
  readonly biasRows?: 1 | 2;
  readonly extra?: Readonly<Record<string, unknown>>;
}

function keepingWidth(title: string, like: ActivationLike): Activation {
  const activation = resolveActivation(like);
  requireArgument(
    activation.kind === 'elementwise' || activation.outputWidth === undefined,
    `${title} feeds its state back, so its activations keep the width, which '${activation.name}' does not. Put it after the layer.`,
  );
  return activation;
}

export function resolveRecurrentOptions(
  title: string,
  units: number,
  options: RecurrentOptions & RecurrentExtras,
): ResolvedRecurrentOptions {
  requireArgument(
    Number.isInteger(units) && units > 0,
    `${title}(units) takes a whole number above 0, but ${units} came.`,
  );
  return {
    activation: keepingWidth(title, options.activation ?? 'tanh'),
    recurrentActivation: keepingWidth(title, options.recurrentActivation ?? 'sigmoid'),
    returnSequences: options.returnSequences ?? false,
    goBackwards: options.goBackwards ?? false,
    useBias: options.useBias ?? true,
    kernelInitializer: resolveInitializer(options.kernelInitializer ?? glorotUniform()),
    recurrentInitializer: resolveInitializer(options.recurrentInitializer ?? orthogonal()),
    biasInitializer: options.biasInitializer ?? zeros(),
    biasRows: options.biasRows ?? 1,
    extra: options.extra ?? {},
  };
}

export function recurrentWeights(
  features: number,
  units: number,
  gates: number,
  options: ResolvedRecurrentOptions,
): WeightSpec[] {
  const width = gates * units;
  const weight = (name: string, shape: readonly number[], initializer: Initializer): WeightSpec => ({
    name,
    shape,
    initializer,
    trainable: true,
  });
  return [
    weight('kernel', [features, width], options.kernelInitializer),
    weight('recurrent_kernel', [units, width], options.recurrentInitializer),
    ...(options.useBias
      ? [weight('bias', options.biasRows === 2 ? [2, width] : [width], options.biasInitializer)]
      : []),
  ];
}

/** Keras's configuration of a recurrent layer. */
export function recurrentConfig(units: number, options: ResolvedRecurrentOptions): Record<string, unknown> {
  return {
    units,
    activation: activationConfig(options.activation),
    use_bias: options.useBias,
    kernel_initializer: initializerConfig(options.kernelInitializer),
    recurrent_initializer: initializerConfig(options.recurrentInitializer),
    bias_initializer: initializerConfig(zeros()),
    return_sequences: options.returnSequences,
    return_state: false,
    go_backwards: options.goBackwards,
    stateful: false,
    unroll: false,
    ...options.extra,
  };
}
