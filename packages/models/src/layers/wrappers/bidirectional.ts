import { requireArgument } from '@glassbox/core';
import { add, concat, mul, reverse, type Tensor } from '@tensorflow/tfjs-core';
import type { Layer, LayerOptions, Shape } from '../layer.js';
import { requireSequence } from '../require-shape.js';
import { OWN_LAYER } from '../weight-options.js';
import { callInner, innerConfig, innerContext, innerWeights } from './inner-layer.js';

const merges = {
  concat: (a: Tensor, b: Tensor): Tensor => concat([a, b], -1),
  sum: (a: Tensor, b: Tensor): Tensor => add(a, b),
  mul: (a: Tensor, b: Tensor): Tensor => mul(a, b),
  ave: (a: Tensor, b: Tensor): Tensor => mul(add(a, b), 0.5),
};

/** How the two directions are put together. */
export type MergeMode = keyof typeof merges;

/** Options of {@link bidirectional}. */
export interface BidirectionalOptions extends LayerOptions {
  /** `concat` (default) doubles the features; `sum`, `mul` and `ave` keep them. */
  readonly mergeMode?: MergeMode;
}

/**
 * Runs a recurrent layer over sequences in both directions, each with weights of its own, and puts the two together step by step.
 *
 * Weights: those of the forward layer, then those of the backward one.
 *
 * @param layer a recurrent layer such as `layers.lstm(16)`, not itself backwards.
 * @throws `bad-argument` for another merge mode, `shape-mismatch` for an input that is no sequence.
 * Source: Schuster and Paliwal, IEEE Trans. Signal Process. 45 (1997).
 */
export function bidirectional(layer: Layer, { mergeMode = 'concat', name }: BidirectionalOptions = {}): Layer {
  requireArgument(
    mergeMode in merges,
    `mergeMode is one of ${Object.keys(merges).join(', ')}, but ${String(mergeMode)} came.`,
  );
  requireArgument(
    layer.config.go_backwards !== true,
    'bidirectional takes a layer that runs forwards; it makes the other.',
  );
  return {
    className: `${OWN_LAYER}Bidirectional`,
    name,
    config: { layer: innerConfig(layer), merge_mode: mergeMode },
    build(inputShape) {
      requireSequence('bidirectional', inputShape);
      const built = layer.build(inputShape);
      const count = built.weights.length;
      const returnsSequences = built.outputShape.length > 1;
      return {
        outputShape: mergedShape(built.outputShape, mergeMode),
        weights: [...innerWeights(built, 'forward_'), ...innerWeights(built, 'backward_')],
        call(x, weights, context) {
          const forwards = callInner(built, x, weights.slice(0, count), innerContext(context, 0, 'forward'));
          const mirrored = reverse(x, 1);
          const back = callInner(built, mirrored, weights.slice(count), innerContext(context, count, 'backward'));
          return merges[mergeMode](forwards, returnsSequences ? reverse(back, 1) : back);
        },
      };
    },
  };
}

const mergedShape = (shape: Shape, mode: MergeMode): Shape =>
  mode === 'concat' ? [...shape.slice(0, -1), 2 * shape[shape.length - 1]!] : shape;
