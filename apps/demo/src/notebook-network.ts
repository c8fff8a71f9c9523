import { layers, type Sequential, sequential } from '@glassbox/models';

/** The notebook's network: 784 pixels, 128 ReLU neurons, dropout, ten softmax neurons; compiled with Adam and cross-entropy. */
export function notebookNetwork(dropout: number, seed: number): Sequential {
  const model = sequential(
    [
      layers.input([28, 28]),
      layers.flatten(),
      layers.dense(128, { activation: 'relu' }),
      layers.dropout(dropout),
      layers.dense(10, { activation: 'softmax' }),
    ],
    { seed },
  );
  return model.compile({ optimizer: 'adam', loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] });
}
