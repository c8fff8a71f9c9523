import { reshapeView } from '@glassbox/backends/ops';
import { GlassboxError, requireArgument, sizeOf } from '@glassbox/core';
import type { Layer, LayerOptions, Shape } from './layer.js';

/** Makes each sample one vector: `[28, 28]` to `[784]`, row by row. */
export function flatten({ name }: LayerOptions = {}): Layer {
  return {
    className: 'Flatten',
    name,
    config: { data_format: 'channels_last' },
    build(inputShape) {
      const outputShape = [sizeOf(inputShape)];
      return { outputShape, weights: [], call: (x) => reshapeView(x, [-1, ...outputShape]) };
    },
  };
}

/** Gives each sample another shape of the same size; one extent may be -1 and is worked out. */
export function reshape(targetShape: Shape, { name }: LayerOptions = {}): Layer {
  requireArgument(
    targetShape.filter((extent) => extent === -1).length <= 1,
    `reshape(shape) takes at most one -1, but [${targetShape.join(', ')}] came.`,
  );
  return {
    className: 'Reshape',
    name,
    config: { target_shape: targetShape },
    build(inputShape) {
      const outputShape = resolveShape(inputShape, targetShape);
      return { outputShape, weights: [], call: (x) => reshapeView(x, [-1, ...outputShape]) };
    },
  };
}

function resolveShape(inputShape: Shape, targetShape: Shape): Shape {
  const size = sizeOf(inputShape);
  const known = sizeOf(targetShape.filter((extent) => extent !== -1));
  const shape = targetShape.map((extent) => (extent === -1 ? size / known : extent));
  if (shape.every(Number.isInteger) && sizeOf(shape) === size) return shape;
  throw new GlassboxError(
    'shape-mismatch',
    `A sample of shape [${inputShape.join(', ')}] has ${size} values, which cannot be put into [${targetShape.join(', ')}].`,
    { details: { inputShape, targetShape } },
  );
}
