import { embeddingLookup } from '@glassbox/backends/ops';
import { requireArgument } from '@glassbox/core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import {
  type Initializer,
  type InitializerName,
  randomUniform,
  resolveInitializer,
} from '../initializers/initializer.js';
import type { Layer, LayerOptions } from './layer.js';
import { initializerConfig } from './weight-options.js';

/** Options of {@link embedding}. */
export interface EmbeddingOptions extends LayerOptions {
  /** Default: uniform in ±0.05. */
  readonly embeddingsInitializer?: InitializerName | Initializer;
}

/**
 * A vector for each of `inputDim` tokens: `[steps] -> [steps, outputDim]`. Inputs are token numbers in [0, inputDim).
 *
 * Weight: `embeddings` `[inputDim, outputDim]`.
 */
export function embedding(inputDim: number, outputDim: number, options: EmbeddingOptions = {}): Layer {
  requireArgument(
    [inputDim, outputDim].every((extent) => Number.isInteger(extent) && extent > 0),
    `embedding(inputDim, outputDim) takes whole numbers above 0, but ${inputDim} and ${outputDim} came.`,
  );
  const initializer = resolveInitializer(options.embeddingsInitializer ?? randomUniform());
  return {
    className: 'Embedding',
    name: options.name,
    config: {
      input_dim: inputDim,
      output_dim: outputDim,
      embeddings_initializer: initializerConfig(initializer),
      mask_zero: false,
      input_length: null,
    },
    build: (inputShape) => ({
      outputShape: [...inputShape, outputDim],
      weights: [{ name: 'embeddings', shape: [inputDim, outputDim], initializer, trainable: true }],
      call: (x, [table]) => embeddingLookup(table as Tensor2D, x),
    }),
  };
}
