import type { Activation } from './activation.js';
import { elu } from './functions/elu.js';
import { gelu } from './functions/gelu.js';
import { hardSigmoid } from './functions/hard-sigmoid.js';
import { leakyRelu } from './functions/leaky-relu.js';
import { linear } from './functions/linear.js';
import { mish } from './functions/mish.js';
import { prelu } from './functions/prelu.js';
import { relu } from './functions/relu.js';
import { selu } from './functions/selu.js';
import { sigmoid } from './functions/sigmoid.js';
import { softmax } from './functions/softmax.js';
import { softplus } from './functions/softplus.js';
import { softsign } from './functions/softsign.js';
import { swish } from './functions/swish.js';
import { tanh } from './functions/tanh.js';

/** The activations that have a name from the start, by that name. */
export const builtins = {
  sigmoid,
  tanh,
  relu,
  leakyRelu,
  softmax,
  swish,
  linear,
  prelu,
  elu,
  selu,
  gelu,
  softplus,
  softsign,
  mish,
  hardSigmoid,
} satisfies Record<string, () => Activation>;

/** Second names, as other libraries have them. */
export const aliases = { silu: 'swish' } as const satisfies Record<string, keyof typeof builtins>;

/** A name that every installation knows; `silu` is another name of `swish`. */
export type ActivationName = keyof typeof builtins | keyof typeof aliases;
