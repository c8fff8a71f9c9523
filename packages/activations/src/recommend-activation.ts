import { requireArgument, unknownName } from '@glassbox/core';
import type { Activation, InitializerHint } from './activation.js';
import { type ActivationName, builtins } from './builtins.js';

/** What the output of a network is for. */
export type Task = 'binary' | 'multiclass' | 'multilabel' | 'regression';

/** What kind of network a hidden layer is part of. */
export type Architecture = 'dense' | 'convolutional' | 'recurrent' | 'transformer';

/** What is to be chosen for. */
export type Question =
  | {
      readonly layer: 'hidden';
      /** Default `dense`. */
      readonly architecture?: Architecture;
      /** Whether neurons were seen to die, or are likely to: a large learning rate, many negative inputs. Default false. */
      readonly dyingNeurons?: boolean;
      readonly task?: Task;
    }
  | {
      readonly layer: 'output';
      readonly task: Task;
      /** What a regression predicts. Default any number. */
      readonly targets?: 'any' | 'positive' | 'unitInterval';
    };

export interface Alternative {
  readonly name: ActivationName;
  /** When to take it instead, as a whole sentence. */
  readonly when: string;
}

export interface Recommendation {
  readonly activation: Activation;
  readonly name: ActivationName;
  /** Why, in whole sentences. */
  readonly reason: string;
  readonly alternatives: readonly Alternative[];
  readonly kernelInitializer: InitializerHint;
  /** The loss that belongs to it; undefined for a hidden layer. */
  readonly loss: string | undefined;
}

interface Advice {
  readonly name: keyof typeof builtins;
  readonly reason: string;
  readonly alternatives?: readonly Alternative[];
  readonly loss?: string;
}

const hidden: Readonly<Record<Architecture | 'dying', Advice>> = {
  dense: {
    name: 'relu',
    reason:
      'ReLU costs almost nothing and its slope of 1 keeps gradients from vanishing, so it is the one to try first.',
    alternatives: [
      { name: 'leakyRelu', when: 'Neurons die: a share of them outputs 0 for every sample.' },
      { name: 'prelu', when: 'There is data enough to learn the negative slope too.' },
      { name: 'swish', when: 'The network is deep and the extra cost does not matter.' },
      { name: 'selu', when: 'The network is deep, dense and without batch normalisation.' },
    ],
  },
  convolutional: {
    name: 'relu',
    reason:
      'ReLU is cheap on large images of features and does not saturate; nearly every convolutional network began with it.',
    alternatives: [
      { name: 'leakyRelu', when: 'Neurons die, or the network generates images.' },
      { name: 'swish', when: 'The network is deep; EfficientNet uses it throughout.' },
    ],
  },
  recurrent: {
    name: 'tanh',
    reason: 'A recurrent layer feeds its output back, so it must be bounded, and tanh is bounded and centred on zero.',
    alternatives: [
      { name: 'relu', when: 'Gradients vanish over long sequences, and they are clipped against exploding.' },
    ],
  },
  transformer: {
    name: 'gelu',
    reason: 'The dense blocks of transformers use GELU, a smooth ReLU, and published settings assume it.',
    alternatives: [
      { name: 'swish', when: 'The blocks are gated, as in many recent language models.' },
      { name: 'relu', when: 'Speed counts more than the last bit of quality.' },
    ],
  },
  dying: {
    name: 'leakyRelu',
    reason: 'Leaky ReLU keeps a small slope for negative inputs, so a neuron that went silent can come back.',
    alternatives: [
      { name: 'prelu', when: 'There is data enough to learn that slope.' },
      { name: 'elu', when: 'Averages nearer to zero are worth an exponential.' },
    ],
  },
};

const outputs: Readonly<Record<Task | 'positive' | 'unitInterval', Advice>> = {
  binary: {
    name: 'sigmoid',
    reason: 'One sigmoid unit gives the probability of the second of two classes.',
    alternatives: [{ name: 'softmax', when: 'You prefer two units, one for each class; it comes to the same.' }],
    loss: 'binaryCrossentropy',
  },
  multiclass: {
    name: 'softmax',
    reason: 'Each sample has one of several classes, and softmax gives probabilities of all of them that add up to 1.',
    alternatives: [{ name: 'sigmoid', when: 'A sample can have several classes at once.' }],
    loss: 'sparseCategoricalCrossentropy',
  },
  multilabel: {
    name: 'sigmoid',
    reason: 'Labels hold independently of one another, so each gets a sigmoid of its own.',
    alternatives: [{ name: 'softmax', when: 'Exactly one label holds for each sample.' }],
    loss: 'binaryCrossentropy',
  },
  regression: {
    name: 'linear',
    reason: 'The target can be any number, so nothing may bend or bound the output.',
    alternatives: [
      { name: 'softplus', when: 'Targets are always positive.' },
      { name: 'sigmoid', when: 'Targets lie between 0 and 1.' },
      { name: 'tanh', when: 'Targets lie between -1 and 1.' },
    ],
    loss: 'meanSquaredError',
  },
  positive: {
    name: 'softplus',
    reason: 'Softplus is positive everywhere and keeps a slope, unlike ReLU, which can end up predicting 0 for good.',
    alternatives: [{ name: 'linear', when: 'You predict the logarithm of the target instead.' }],
    loss: 'meanSquaredError',
  },
  unitInterval: {
    name: 'sigmoid',
    reason: 'Targets between 0 and 1 fit the range of the sigmoid.',
    alternatives: [{ name: 'linear', when: 'Targets reach 0 and 1 themselves and may be overshot.' }],
    loss: 'meanSquaredError',
  },
};

function entry<K extends string>(table: Readonly<Record<K, Advice>>, kind: string, key: string): Advice {
  const advice = Object.entries<Advice>(table).find(([name]) => name === key)?.[1];
  if (advice) return advice;
  throw unknownName(kind, key, Object.keys(table));
}

function adviceFor(question: Question): Advice {
  if (question.layer === 'hidden') {
    const { architecture = 'dense', dyingNeurons = false } = question;
    const usual = entry(hidden, 'architecture', architecture);
    return dyingNeurons && usual.name === 'relu' ? hidden.dying : usual;
  }
  requireArgument(
    question.layer === 'output',
    `layer is 'hidden' or 'output', but ${String((question as { layer: unknown }).layer)} came.`,
  );
  const { task, targets = 'any' } = question;
  return entry(outputs, 'task', task === 'regression' && targets !== 'any' ? targets : task);
}

/**
 * Recommends an activation for a layer, with its reason, alternatives, initializer and loss.
 *
 * Hidden layers get ReLU (tanh where recurrent, GELU in transformers, Leaky ReLU where neurons die); outputs get sigmoid for two classes
 * or several labels, softmax for one of many classes, linear for regression.
 *
 * @throws `unknown-name` for a task or architecture that is not listed, `bad-argument` for another layer.
 * @example
 * recommendActivation({ layer: 'output', task: 'multiclass' }).name; // 'softmax'
 */
export function recommendActivation(question: Question): Recommendation {
  const { name, reason, alternatives = [], loss } = adviceFor(question);
  const activation = builtins[name]();
  return { activation, name, reason, alternatives, kernelInitializer: activation.kernelInitializer, loss };
}
