import { einsum, requireRate } from '@glassbox/backends/ops';
import { requireArgument } from '@glassbox/core';
import { add, mul, type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { Layer, LayerOptions, WeightSpec } from '../layer.js';
import { requireSequence } from '../require-shape.js';
import {
  OWN_LAYER,
  type ResolvedWeightOptions,
  resolveWeightOptions,
  type WeightOptions,
  weightConfig,
} from '../weight-options.js';
import { attentionWeights } from './scores.js';

/** Options of {@link multiHeadAttention}. */
export interface MultiHeadAttentionOptions
  extends LayerOptions,
    Pick<WeightOptions, 'useBias' | 'kernelInitializer' | 'biasInitializer' | 'kernelRegularizer' | 'biasRegularizer'> {
  /** Features of a head's values. Default: keyDim. */
  readonly valueDim?: number;
  /** Share of the attention weights dropped while fitting, 0 <= rate < 1. Default 0. */
  readonly dropout?: number;
  /** Whether a step sees itself and those before it alone. Default false. */
  readonly useCausalMask?: boolean;
}

interface Sizes {
  readonly features: number;
  readonly heads: number;
  readonly keyDim: number;
  readonly valueDim: number;
}

/**
 * Multi-head self-attention: every step of a sequence looks at every step, in several ways at once; `[steps, features] -> [steps, features]`.
 *
 * For each head `softmax(Q Kᵀ / √keyDim) V` with `Q = x Wq + bq` and so on; the heads are joined by a last product. Weights, as Keras has
 * them: query, key and value kernels `[features, heads, dim]` and biases `[heads, dim]`, then `[heads, valueDim, features]` and `[features]`.
 *
 * @param numHeads heads, a whole number above 0. @param keyDim features of a head's queries and keys.
 * @throws `bad-argument` for numbers that are none of that, `shape-mismatch` for an input that is no sequence.
 * Source: Vaswani et al., 2017, arXiv 1706.03762.
 */
export function multiHeadAttention(numHeads: number, keyDim: number, options: MultiHeadAttentionOptions = {}): Layer {
  const { valueDim = keyDim, dropout = 0, useCausalMask = false, name } = options;
  for (const size of [numHeads, keyDim, valueDim]) {
    requireArgument(
      Number.isInteger(size) && size > 0,
      `multiHeadAttention takes whole numbers above 0 for numHeads, keyDim and valueDim, but ${size} came.`,
    );
  }
  requireRate(dropout);
  const resolved = resolveWeightOptions(options);
  const {
    activation: _a,
    kernel_constraint: _k,
    bias_constraint: _b,
    activity_regularizer: _r,
    ...shared
  } = weightConfig(resolved);
  return {
    className: `${OWN_LAYER}MultiHeadAttention`,
    name,
    config: {
      num_heads: numHeads,
      key_dim: keyDim,
      value_dim: valueDim,
      dropout,
      use_causal_mask: useCausalMask,
      ...shared,
    },
    build(inputShape) {
      requireSequence('multiHeadAttention', inputShape);
      const [steps, features] = inputShape;
      const sizes = { features, heads: numHeads, keyDim, valueDim };
      return {
        outputShape: inputShape,
        weights: attentionSpecs(sizes, resolved),
        call(x, weights, context) {
          const parts = withBiases(weights, resolved.useBias);
          const [query, key, value] = parts.slice(0, 3).map((part) => project(x, part, 'bsf,fhd->bshd'));
          const scores = einsum('bqhd,bkhd->bhqk', mul(query!, 1 / Math.sqrt(keyDim)), key!);
          const visible = useCausalMask ? add(scores, causalMask(steps)) : scores;
          const seen = einsum('bhqk,bkhd->bqhd', attentionWeights(visible, dropout, context), value!);
          return project(seen, parts[3]!, 'bqhd,hdf->bqf');
        },
      };
    },
  };
}

type Part = readonly [kernel: Tensor, bias: Tensor | undefined];

function withBiases(weights: readonly Tensor[], useBias: boolean): Part[] {
  return [0, 1, 2, 3].map((i) => (useBias ? [weights[2 * i]!, weights[2 * i + 1]!] : [weights[i]!, undefined]));
}

function project(x: Tensor, [kernel, bias]: Part, equation: string): Tensor {
  const product = einsum(equation, x, kernel);
  return bias ? add(product, bias) : product;
}

/** 0 where a step may look, and a number so low that its share becomes 0 where it may not. */
function causalMask(steps: number): Tensor {
  const values = Float32Array.from({ length: steps * steps }, (_, i) => (i % steps > Math.floor(i / steps) ? -1e9 : 0));
  return tensor(values, [1, 1, steps, steps]);
}

function attentionSpecs({ features, heads, keyDim, valueDim }: Sizes, options: ResolvedWeightOptions): WeightSpec[] {
  const { kernelInitializer, biasInitializer, kernelRegularizer, biasRegularizer, useBias } = options;
  const pair = (name: string, shape: number[], biasShape: number[]): WeightSpec[] => [
    { name: `${name}_kernel`, shape, initializer: kernelInitializer, regularizer: kernelRegularizer, trainable: true },
    ...(useBias
      ? [
          {
            name: `${name}_bias`,
            shape: biasShape,
            initializer: biasInitializer,
            regularizer: biasRegularizer,
            trainable: true,
          },
        ]
      : []),
  ];
  return [
    ...pair('query', [features, heads, keyDim], [heads, keyDim]),
    ...pair('key', [features, heads, keyDim], [heads, keyDim]),
    ...pair('value', [features, heads, valueDim], [heads, valueDim]),
    ...pair('attention_output', [heads, valueDim, features], [features]),
  ];
}
