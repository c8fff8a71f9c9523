import { layers, type Sequential, sequential } from '@glassbox/models';
import type { NetworkName } from '../job.js';

const loss = 'sparseCategoricalCrossentropy';

/** The notebook's network, or one of other width and depth. */
function denseNetwork(units = 128, depth = 1): Sequential {
  const hidden = Array.from({ length: depth }, () => layers.dense(units, { activation: 'relu' }));
  const output = layers.dense(10, { activation: 'softmax' });
  return sequential([layers.input([28, 28]), layers.flatten(), ...hidden, layers.dropout(0.2), output], { seed: 42 });
}

function convolutionalNetwork(): Sequential {
  return sequential(
    [
      layers.input([28, 28]),
      layers.reshape([28, 28, 1]),
      layers.conv2d(16, { kernelSize: 3, activation: 'relu' }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.conv2d(32, { kernelSize: 3, activation: 'relu' }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.flatten(),
      layers.dense(10, { activation: 'softmax' }),
    ],
    { seed: 42 },
  );
}

function recurrentNetwork(): Sequential {
  const output = layers.dense(10, { activation: 'softmax' });
  return sequential([layers.input([28, 28]), layers.lstm(64), output], { seed: 42 });
}

const networks: Readonly<Record<NetworkName, () => Sequential>> = {
  mlp: () => denseNetwork(),
  cnn: convolutionalNetwork,
  lstm: recurrentNetwork,
  wide: () => denseNetwork(512, 2),
  wider: () => denseNetwork(2048, 2),
};

/** A network ready to train with Adam, without metrics. */
export const compiled = (name: NetworkName) => networks[name]().compile({ optimizer: 'adam', loss });

/** The notebook's model, with accuracy as it asks for. */
export const notebookModel = () => denseNetwork().compile({ optimizer: 'adam', loss, metrics: ['accuracy'] });

/** A dense network ready to train. */
export const compiledDense = (units: number, depth: number) =>
  denseNetwork(units, depth).compile({ optimizer: 'adam', loss });
