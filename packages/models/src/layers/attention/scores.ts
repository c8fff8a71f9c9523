import { softmax } from '@glassbox/activations';
import { dropout } from '@glassbox/backends/ops';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { CallContext } from '../layer.js';

/** Weights of attention from scores along the last axis: their softmax, of which a share is dropped while fitting. */
export function attentionWeights(scores: Tensor, rate: number, context: CallContext): Tensor {
  const weights = softmax().apply(scores);
  return context.training && rate > 0 ? dropout(weights, rate, context.random) : weights;
}
