import type { Activation } from './activation.js';
import { celu } from './functions/celu.js';
import { elu } from './functions/elu.js';
import { exponential } from './functions/exponential.js';
import { gelu } from './functions/gelu.js';
import { glu } from './functions/glu.js';
import { hardShrink } from './functions/hard-shrink.js';
import { hardSigmoid } from './functions/hard-sigmoid.js';
import { hardSwish } from './functions/hard-swish.js';
import { hardTanh } from './functions/hard-tanh.js';
import { leakyRelu } from './functions/leaky-relu.js';
import { linear } from './functions/linear.js';
import { logSigmoid } from './functions/log-sigmoid.js';
import { logSoftmax } from './functions/log-softmax.js';
import { mish } from './functions/mish.js';
import { prelu } from './functions/prelu.js';
import { relu } from './functions/relu.js';
import { relu6 } from './functions/relu6.js';
import { selu } from './functions/selu.js';
import { sigmoid } from './functions/sigmoid.js';
import { softShrink } from './functions/soft-shrink.js';
import { softmax } from './functions/softmax.js';
import { softplus } from './functions/softplus.js';
import { softsign } from './functions/softsign.js';
import { sparsePlus } from './functions/sparse-plus.js';
import { sparseSigmoid } from './functions/sparse-sigmoid.js';
import { sparsemax } from './functions/sparsemax.js';
import { squareplus } from './functions/squareplus.js';
import { swish } from './functions/swish.js';
import { tanh } from './functions/tanh.js';
import { tanhShrink } from './functions/tanh-shrink.js';
import { threshold } from './functions/threshold.js';

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
  relu6,
  exponential,
  logSigmoid,
  logSoftmax,
  hardSwish,
  hardTanh,
  hardShrink,
  softShrink,
  tanhShrink,
  threshold,
  celu,
  glu,
  sparsePlus,
  sparseSigmoid,
  squareplus,
  sparsemax,
} satisfies Record<string, () => Activation>;

/** Second names, as other libraries have them. */
export const aliases = { silu: 'swish', hardSilu: 'hardSwish' } as const satisfies Record<
  string,
  keyof typeof builtins
>;

/** A name that every installation knows; `silu` and `hardSilu` are other names of `swish` and `hardSwish`. */
export type ActivationName = keyof typeof builtins | keyof typeof aliases;
