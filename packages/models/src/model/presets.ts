import type { ActivationLike } from '@glassbox/activations';
import { requireArgument } from '@glassbox/core';
import { layers } from '../layers/index.js';
import type { Layer, Shape } from '../layers/layer.js';
import type { WeightOptions } from '../layers/weight-options.js';
import { type Sequential, type SequentialOptions, sequential } from './sequential.js';

/** What the presets have in common. */
export interface PresetOptions extends SequentialOptions {
  /** Shape of one sample. */
  readonly inputShape: Shape;
  /** Classes to tell apart, 2 or more; the last layer is a softmax over them. Give this or `outputs`. */
  readonly classes?: number;
  /** Numbers to predict; the last layer is linear. */
  readonly outputs?: number;
  /** Share of values dropped before the last layer, 0 <= rate < 1. Default 0. */
  readonly dropout?: number;
  /** Of the hidden layers. Default `relu` (`tanh` in `rnn`). */
  readonly activation?: ActivationLike;
}

function head({ classes, outputs, dropout = 0 }: PresetOptions): Layer[] {
  requireArgument(
    (classes === undefined) !== (outputs === undefined),
    'Give either classes (softmax) or outputs (linear).',
  );
  requireArgument(classes === undefined || classes >= 2, `classes is at least 2, but ${classes} came.`);
  const last = classes === undefined ? layers.dense(outputs!) : layers.dense(classes, { activation: 'softmax' });
  return dropout > 0 ? [layers.dropout(dropout), last] : [last];
}

/** Options of {@link mlp}. */
export interface MlpOptions extends PresetOptions {
  /** Units of each hidden layer. Default `[128]`. */
  readonly units?: readonly number[];
  readonly kernelRegularizer?: WeightOptions['kernelRegularizer'];
  /** Whether each hidden layer is normalised before its activation. Default false. */
  readonly batchNormalization?: boolean;
}

/** A multi-layer perceptron; as it stands with `inputShape: [28, 28], classes: 10, dropout: 0.2` it is the notebook's network. */
export function mlp(options: MlpOptions): Sequential {
  const { inputShape, units = [128], activation = 'relu', kernelRegularizer, batchNormalization = false } = options;
  const hidden = units.flatMap((count) =>
    batchNormalization
      ? [
          layers.dense(count, { kernelRegularizer, useBias: false }),
          layers.batchNormalization(),
          layers.activation(activation),
        ]
      : [layers.dense(count, { activation, kernelRegularizer })],
  );
  return sequential([layers.input(inputShape), layers.flatten(), ...hidden, ...head(options)], options);
}

/** Options of {@link cnn}. */
export interface CnnOptions extends PresetOptions {
  /** Filters of each block: a 3 x 3 convolution and a 2 x 2 max pooling. Default `[16, 32]`. */
  readonly filters?: readonly number[];
  /** Units of the hidden dense layer; 0 for none. Default 64. */
  readonly units?: number;
}

/** A convolutional network for images `[height, width]` (one channel) or `[height, width, channels]`. */
export function cnn(options: CnnOptions): Sequential {
  const { inputShape, filters = [16, 32], units = 64, activation = 'relu' } = options;
  const asImage = inputShape.length === 2 ? [layers.reshape([...inputShape, 1])] : [];
  const blocks = filters.flatMap((count) => [
    layers.conv2d(count, { kernelSize: 3, padding: 'same', activation }),
    layers.maxPooling2d(),
  ]);
  const hidden = units > 0 ? [layers.dense(units, { activation })] : [];
  return sequential(
    [layers.input(inputShape), ...asImage, ...blocks, layers.flatten(), ...hidden, ...head(options)],
    options,
  );
}

/** Options of {@link rnn}. */
export interface RnnOptions extends PresetOptions {
  /** Kind of recurrent layer. Default `lstm`. */
  readonly cell?: 'simpleRnn' | 'lstm' | 'gru';
  /** Units of each recurrent layer. Default `[64]`. */
  readonly units?: readonly number[];
  /** Number of tokens, where the input is `[steps]` of token numbers; each then gets a vector of `embedding` numbers. */
  readonly vocabulary?: number;
  /** Default 32. */
  readonly embedding?: number;
}

/** A recurrent network for sequences `[steps, features]`, or `[steps]` of tokens with a vocabulary. */
export function rnn(options: RnnOptions): Sequential {
  const { inputShape, cell = 'lstm', units = [64], vocabulary, embedding = 32, activation = 'tanh' } = options;
  const tokens = vocabulary === undefined ? [] : [layers.embedding(vocabulary, embedding)];
  const recurrent = units.map((count, i) => layers[cell](count, { activation, returnSequences: i < units.length - 1 }));
  return sequential([layers.input(inputShape), ...tokens, ...recurrent, ...head(options)], options);
}
