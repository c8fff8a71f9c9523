import { requireArgument } from '@glassbox/core';
import type { Layer, LayerOptions, Shape } from './layer.js';

/** The layer that says what a network takes. */
export interface InputLayer extends Layer {
  readonly inputShape: Shape;
}

/**
 * States the shape of one sample, without the batch axis: `input([28, 28])`. A network without it takes the shape of its first data.
 *
 * @throws `bad-argument` for extents that are not whole numbers above 0.
 */
export function input(shape: Shape, { name }: LayerOptions = {}): InputLayer {
  requireArgument(
    shape.every((extent) => Number.isInteger(extent) && extent > 0),
    `input(shape) takes whole extents above 0, but [${shape.join(', ')}] came.`,
  );
  return {
    className: 'InputLayer',
    name,
    inputShape: shape,
    config: { batch_input_shape: [null, ...shape], dtype: 'float32', sparse: false },
    build: () => ({ outputShape: shape, weights: [], call: (x) => x }),
  };
}

/** Whether a layer is made by {@link input}. */
export const isInput = (layer: Layer | undefined): layer is InputLayer => layer !== undefined && 'inputShape' in layer;
