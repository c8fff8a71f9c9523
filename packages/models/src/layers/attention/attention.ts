import { einsum, requireRate } from '@glassbox/backends/ops';
import { add, expandDims, mul, reshape, sum, type Tensor, tanh } from '@tensorflow/tfjs-core';
import { glorotUniform, ones } from '../../initializers/initializer.js';
import type { Layer, LayerOptions, WeightSpec } from '../layer.js';
import { requireSequence } from '../require-shape.js';
import { OWN_LAYER } from '../weight-options.js';
import { attentionWeights } from './scores.js';

/** Options of {@link attention}. */
export interface AttentionOptions extends LayerOptions {
  /** How steps are compared: `dot`, or `concat`: `Σ tanh(q + k)`. Default `dot`. */
  readonly scoreMode?: 'dot' | 'concat';
  /** Whether to learn a factor on the scores. Default false. */
  readonly useScale?: boolean;
  /** Share of the attention weights dropped while fitting, 0 <= rate < 1. Default 0. */
  readonly dropout?: number;
}

/** Every query plus every key, `[batch, queries, keys, features]`. */
const eachWithEach = (x: Tensor): Tensor => add(expandDims(x, 2), expandDims(x, 1));

const scalarSpec = (name: string): WeightSpec => ({ name, shape: [], initializer: ones(), trainable: true });

/**
 * Dot-product self-attention: each step becomes a mean of all steps, weighed by how like it they are; `softmax(x xᵀ) x`.
 *
 * `[steps, features] -> [steps, features]`. Weights: `scale` `[]` with useScale, `concat_score_weight` `[]` in mode `concat`.
 *
 * @throws `bad-argument` for a rate outside [0, 1), `shape-mismatch` for an input that is no sequence.
 * Source: Luong et al., 2015, arXiv 1508.04025.
 */
export function attention({ scoreMode = 'dot', useScale = false, dropout = 0, name }: AttentionOptions = {}): Layer {
  requireRate(dropout);
  const isConcat = scoreMode === 'concat';
  const scoresOf = (x: Tensor, scale: Tensor | undefined, weight: Tensor | undefined): Tensor => {
    const scaled = (values: Tensor) => (scale ? mul(values, scale) : values);
    return isConcat ? mul(sum(tanh(scaled(eachWithEach(x))), -1), weight!) : scaled(einsum('bqf,bkf->bqk', x, x));
  };
  return {
    className: `${OWN_LAYER}Attention`,
    name,
    config: { score_mode: scoreMode, use_scale: useScale, dropout },
    build(inputShape) {
      requireSequence('attention', inputShape);
      return {
        outputShape: inputShape,
        weights: [...(useScale ? [scalarSpec('scale')] : []), ...(isConcat ? [scalarSpec('concat_score_weight')] : [])],
        call(x, weights, context) {
          const scores = scoresOf(x, useScale ? weights[0] : undefined, weights[Number(useScale)]);
          return einsum('bqk,bkf->bqf', attentionWeights(scores, dropout, context), x);
        },
      };
    },
  };
}

/** Options of {@link additiveAttention}. */
export interface AdditiveAttentionOptions extends LayerOptions {
  /** Whether to learn a factor for each feature. Default true. */
  readonly useScale?: boolean;
  /** Share of the attention weights dropped while fitting, 0 <= rate < 1. Default 0. */
  readonly dropout?: number;
}

/**
 * Additive self-attention: steps are compared by `Σ scale tanh(q + k)`; `[steps, features] -> [steps, features]`.
 *
 * Weight: `scale` `[features]` with useScale. Throws as {@link attention}. Source: Bahdanau et al., 2014, arXiv 1409.0473.
 */
export function additiveAttention({ useScale = true, dropout = 0, name }: AdditiveAttentionOptions = {}): Layer {
  requireRate(dropout);
  return {
    className: `${OWN_LAYER}AdditiveAttention`,
    name,
    config: { use_scale: useScale, dropout },
    build(inputShape) {
      requireSequence('additiveAttention', inputShape);
      const scale = { name: 'scale', shape: [inputShape[1]], initializer: glorotUniform(), trainable: true };
      return {
        outputShape: inputShape,
        weights: useScale ? [scale] : [],
        call(x, [factors], context) {
          const compared = tanh(eachWithEach(x));
          const scores = sum(factors ? mul(compared, reshape(factors, [1, 1, 1, -1])) : compared, -1);
          return einsum('bqk,bkf->bqf', attentionWeights(scores, dropout, context), x);
        },
      };
    },
  };
}
