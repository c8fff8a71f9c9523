import { GlassboxError } from '@glassbox/core';
import type { Shape } from './layer.js';

/** Throws `shape-mismatch` unless the input is `[height, width, channels]`. */
export function requireImage(layer: string, inputShape: Shape): void {
  if (inputShape.length === 3) return;
  const mend =
    inputShape.length === 2
      ? `Put layers.reshape([${inputShape.join(', ')}, 1]) before it to say that there is one channel.`
      : 'Reshape the input first.';
  throw new GlassboxError(
    'shape-mismatch',
    `${layer} takes images [height, width, channels], but samples of shape [${inputShape.join(', ')}] came. ${mend}`,
    { details: { layer, inputShape } },
  );
}

/** Throws `shape-mismatch` unless the input is `[steps, features]`. */
export function requireSequence(layer: string, inputShape: Shape): asserts inputShape is readonly [number, number] {
  if (inputShape.length === 2) return;
  throw new GlassboxError(
    'shape-mismatch',
    `${layer} takes sequences [steps, features], but samples of shape [${inputShape.join(', ')}] came. Reshape the input, or let the layer before it return sequences.`,
    { details: { layer, inputShape } },
  );
}

/** Throws `shape-mismatch` unless the input is `[depth, height, width, channels]`. */
export function requireVolume(
  layer: string,
  inputShape: Shape,
): asserts inputShape is readonly [number, number, number, number] {
  if (inputShape.length === 4) return;
  throw new GlassboxError(
    'shape-mismatch',
    `${layer} takes volumes [depth, height, width, channels], but samples of shape [${inputShape.join(', ')}] came. Reshape the input first.`,
    { details: { layer, inputShape } },
  );
}
