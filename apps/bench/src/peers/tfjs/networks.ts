import * as tfl from '@tensorflow/tfjs-layers';
import type { NetworkName } from '../job.js';

const { layers } = tfl;

const twoHidden = (units: number) => [
  layers.flatten({ inputShape: [28, 28] }),
  layers.dense({ units, activation: 'relu' }),
  layers.dense({ units, activation: 'relu' }),
  layers.dropout({ rate: 0.2 }),
];

const networks: Readonly<Record<NetworkName, () => tfl.layers.Layer[]>> = {
  mlp: () => [
    layers.flatten({ inputShape: [28, 28] }),
    layers.dense({ units: 128, activation: 'relu' }),
    layers.dropout({ rate: 0.2 }),
  ],
  cnn: () => [
    layers.reshape({ inputShape: [28, 28], targetShape: [28, 28, 1] }),
    layers.conv2d({ filters: 16, kernelSize: 3, activation: 'relu' }),
    layers.maxPooling2d({ poolSize: 2 }),
    layers.conv2d({ filters: 32, kernelSize: 3, activation: 'relu' }),
    layers.maxPooling2d({ poolSize: 2 }),
    layers.flatten(),
  ],
  // tfjs's default is the hard sigmoid; the others here compute the sigmoid.
  lstm: () => [layers.lstm({ inputShape: [28, 28], units: 64, recurrentActivation: 'sigmoid' })],
  wide: () => twoHidden(512),
  wider: () => twoHidden(2048),
};

/** A network ready to train with Adam. */
export function compiled(name: NetworkName, metrics: string[] = []): tfl.Sequential {
  const output = layers.dense({ units: 10, activation: 'softmax' });
  const model = tfl.sequential({ layers: [...networks[name](), output] });
  model.compile({ optimizer: 'adam', loss: 'sparseCategoricalCrossentropy', metrics });
  return model;
}
