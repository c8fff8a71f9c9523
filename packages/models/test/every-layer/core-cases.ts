import { layers } from '../../src/layers/index.js';
import type { CoverageCase } from './coverage-case.js';

const large = 'too many numbers';
const volume = [2, 2, 3, 2];

/** Layers of vectors, sequences and any shape. */
export const coreCases = {
  input: [{ layer: layers.input([4]), inputShape: [4] }],
  flatten: [{ layer: layers.flatten(), inputShape: [2, 3] }],
  reshape: [{ layer: layers.reshape([3, -1]), inputShape: [6] }],
  permute: [{ layer: layers.permute([3, 1, 2]), inputShape: [2, 3, 2] }],
  repeatVector: [{ layer: layers.repeatVector(3), inputShape: [4] }],
  dense: [
    { layer: layers.dense(3), inputShape: [4] },
    { layer: layers.dense(3, { activation: 'tanh' }), inputShape: [2, 4] },
    { layer: layers.dense(4, { activation: 'softmax', useBias: false }), inputShape: [5] },
    { layer: layers.dense(3, { activation: 'gelu', activityRegularizer: 'l2' }), inputShape: [4] },
    { layer: layers.dense(64, { activation: 'relu' }), inputShape: [96], withoutDifferences: large },
  ],
  activation: [
    { layer: layers.activation('tanh'), inputShape: [4] },
    { layer: layers.activation('softmax'), inputShape: [2, 4] },
    { layer: layers.activation('glu'), inputShape: [6] },
  ],
  prelu: [{ layer: layers.prelu(), inputShape: [2, 3] }],
  relu: [
    { layer: layers.relu(), inputShape: [6] },
    { layer: layers.relu({ negativeSlope: 0.1, maxValue: 0.55, threshold: 0.2 }), inputShape: [6] },
  ],
  leakyRelu: [{ layer: layers.leakyRelu(), inputShape: [6] }],
  elu: [{ layer: layers.elu({ alpha: 0.7 }), inputShape: [6] }],
  softmax: [
    { layer: layers.softmax(), inputShape: [5] },
    { layer: layers.softmax({ axis: 1 }), inputShape: [3, 2] },
  ],
  activityRegularization: [{ layer: layers.activityRegularization({ l1: 0.3, l2: 0.2 }), inputShape: [4] }],
  dropout: [
    { layer: layers.dropout(0.4), inputShape: [8], training: true },
    { layer: layers.dropout(0.4), inputShape: [8] },
  ],
  spatialDropout1d: [{ layer: layers.spatialDropout1d(0.4), inputShape: [3, 4], training: true }],
  spatialDropout2d: [{ layer: layers.spatialDropout2d(0.4), inputShape: [2, 2, 4], training: true }],
  spatialDropout3d: [{ layer: layers.spatialDropout3d(0.4), inputShape: volume, training: true }],
  alphaDropout: [{ layer: layers.alphaDropout(0.3), inputShape: [8], training: true }],
  gaussianDropout: [{ layer: layers.gaussianDropout(0.3), inputShape: [8], training: true }],
  gaussianNoise: [{ layer: layers.gaussianNoise(0.5), inputShape: [8], training: true }],
  batchNormalization: [
    { layer: layers.batchNormalization(), inputShape: [4], training: true },
    { layer: layers.batchNormalization(), inputShape: [4] },
    { layer: layers.batchNormalization({ center: false, scale: false }), inputShape: [4], training: true },
    { layer: layers.batchNormalization({ momentum: 0.9 }), inputShape: [3, 2, 2], training: true },
    { layer: layers.batchNormalization(), inputShape: [9, 9, 16], training: true, withoutDifferences: large },
  ],
  embedding: [{ layer: layers.embedding(6, 3), inputShape: [4], tokens: 6 }],
  simpleRnn: [
    { layer: layers.simpleRnn(3), inputShape: [4, 2] },
    { layer: layers.simpleRnn(3, { activation: 'sigmoid', goBackwards: true }), inputShape: [4, 2] },
  ],
  lstm: [
    { layer: layers.lstm(3), inputShape: [4, 2] },
    { layer: layers.lstm(2, { returnSequences: true, goBackwards: true }), inputShape: [4, 2] },
    { layer: layers.lstm(2, { recurrentActivation: 'hardSigmoid', useBias: false }), inputShape: [3, 2] },
    { layer: layers.lstm(24), inputShape: [9, 20], withoutDifferences: large },
  ],
  gru: [
    { layer: layers.gru(3), inputShape: [4, 2] },
    { layer: layers.gru(3, { resetAfter: false, returnSequences: true }), inputShape: [4, 2] },
    { layer: layers.gru(24), inputShape: [9, 20], withoutDifferences: large },
  ],
} satisfies Readonly<Record<string, readonly CoverageCase[]>>;
