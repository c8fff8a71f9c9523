import { leakyRelu } from '@glassbox/activations';
import { cpu, installChainedOps, useBackend } from '@glassbox/backends';
import { random, sizeOf } from '@glassbox/core';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/temporary-folder.js';
import { layers } from '../layers/index.js';
import type { Layer } from '../layers/layer.js';
import { sequential } from '../model/sequential.js';
import type { ModelArtifacts } from './artifacts.js';
import { folderStorage } from './folder-storage.js';
import { loadModel } from './load-model.js';

/** Inputs in [0, 1), or token numbers below `tokens`. */
function samples(shape: readonly number[], tokens?: number) {
  const source = random(5, 'samples');
  const draw = () => (tokens ? source.integer(tokens) : source.uniform());
  return { data: Float32Array.from({ length: 3 * sizeOf(shape) }, draw), shape: [3, ...shape] };
}

const asHandler = (artifacts: ModelArtifacts): tf.io.IOHandler => ({
  load: async () => ({ ...artifacts, weightSpecs: [...artifacts.weightSpecs] }) as tf.io.ModelArtifacts,
});

function expectClose(actual: Float32Array, expected: Float32Array) {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, i) => {
    expect(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(expected[i]!)));
  });
}

beforeAll(async () => {
  await useBackend(cpu());
  installChainedOps();
});

const stacks: [string, readonly number[], Layer[], number?][] = [
  [
    'dense of each activation that tfjs shares',
    [6],
    [
      'relu',
      'sigmoid',
      'tanh',
      'elu',
      'selu',
      'softplus',
      'softsign',
      'swish',
      'mish',
      'gelu',
      'linear',
      'softmax',
    ].map((activation) => layers.dense(6, { activation })),
  ],
  [
    'flatten, dropout family, noise',
    [4, 3],
    [
      layers.gaussianNoise(0.1),
      layers.spatialDropout1d(0.1),
      layers.flatten(),
      layers.dropout(0.3),
      layers.gaussianDropout(0.2),
      layers.dense(2),
    ],
  ],
  [
    'conv, pooling, batch normalisation',
    [8, 8, 2],
    [
      layers.conv2d(4, { kernelSize: 3, strides: 2, padding: 'same', activation: 'relu' }),
      layers.batchNormalization(),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.averagePooling2d({ poolSize: 2, padding: 'same' }),
      layers.globalAveragePooling2d(),
      layers.dense(3, { activation: 'softmax' }),
    ],
  ],
  [
    'batch normalisation without scale, dilated conv, prelu',
    [9, 9, 1],
    [
      layers.conv2d(2, { dilations: 2 }),
      layers.batchNormalization({ center: false }),
      layers.prelu(),
      layers.flatten(),
    ],
  ],
  [
    'embedding and recurrent layers',
    [7],
    [
      layers.embedding(11, 5),
      layers.simpleRnn(4, { returnSequences: true }),
      layers.lstm(4, { returnSequences: true }),
      layers.gru(3, { resetAfter: false }),
    ],
    11,
  ],
  [
    'reshape and activation',
    [6],
    [
      layers.reshape([2, 3]),
      layers.activation('tanh'),
      layers.lstm(3, { recurrentActivation: 'sigmoid', goBackwards: true }),
    ],
  ],
  [
    'sequences: convolutions, pooling, repeated vectors',
    [12, 2],
    [
      layers.conv1d(4, { strides: 2, padding: 'same', activation: 'relu' }),
      layers.conv1d(3, { dilations: 2 }),
      layers.maxPooling1d({ strides: 1 }),
      layers.averagePooling1d({ padding: 'same' }),
      layers.permute([2, 1]),
      layers.globalMaxPooling1d(),
      layers.repeatVector(3),
      layers.globalAveragePooling1d(),
    ],
  ],
  [
    'images: depthwise, separable and transposed convolutions, padding, cropping, enlarging',
    [5, 6, 2],
    [
      layers.depthwiseConv2d({ depthMultiplier: 2, padding: 'same', depthwiseRegularizer: 'l2' }),
      layers.depthwiseConv2d({ kernelSize: 2, useBias: false }),
      layers.zeroPadding2d([
        [1, 0],
        [2, 1],
      ]),
      layers.separableConv2d(3, { strides: 2, depthMultiplier: 2, padding: 'same', pointwiseConstraint: 'maxNorm' }),
      layers.conv2dTranspose(3, { strides: 2, padding: 'same' }),
      layers.conv2dTranspose(2, { strides: [3, 2], kernelSize: [2, 3] }),
      layers.upSampling2d([1, 2]),
      layers.cropping2d([1, [0, 2]]),
      layers.globalMaxPooling2d(),
    ],
  ],
  [
    'volumes: convolution and pooling',
    [5, 6, 4, 2],
    [
      layers.conv3d(3, { strides: [1, 2, 1], padding: 'same', activation: 'tanh' }),
      layers.maxPooling3d({ poolSize: 2, strides: 1 }),
      layers.averagePooling3d({ padding: 'same' }),
      layers.flatten(),
    ],
  ],
];

/** Layers that plain tfjs lacks, or would compute otherwise. */
const ownStacks: [string, readonly number[], Layer[]][] = [
  ['a sequence made longer', [4, 2], [layers.conv1dTranspose(3, { strides: 2, outputPadding: 1 })]],
  ['an output padding', [3, 3, 2], [layers.conv2dTranspose(2, { strides: 2, padding: 'same', outputPadding: [1, 0] })]],
  ['a dilated transposed convolution', [3, 3, 2], [layers.conv2dTranspose(2, { dilations: 2 })]],
  ['a dilated depthwise convolution', [5, 5, 2], [layers.depthwiseConv2d({ dilations: 2 })]],
  ['depthwise over sequences', [6, 2], [layers.depthwiseConv1d({ depthMultiplier: 2, strides: 2 })]],
  ['separable over sequences', [6, 2], [layers.separableConv1d(3, { depthMultiplier: 2, dilations: 2 })]],
  ['bilinear enlarging', [2, 3, 1], [layers.upSampling2d(2, { interpolation: 'bilinear' })]],
  ['kept axes', [2, 3, 2], [layers.globalAveragePooling2d({ keepDims: true }), layers.flatten()]],
  ['causal convolution', [6, 2], [layers.conv1d(2, { padding: 'causal', dilations: 2 })]],
  [
    'sequence and volume margins',
    [4, 2],
    [layers.zeroPadding1d([1, 2]), layers.cropping1d([0, 2]), layers.upSampling1d(2)],
  ],
  [
    'volume margins',
    [2, 2, 3, 1],
    [layers.zeroPadding3d([1, [0, 1], 2]), layers.cropping3d([0, 1, [1, 2]]), layers.upSampling3d([1, 2, 1])],
  ],
  [
    'volumes pooled whole',
    [2, 2, 3, 2],
    [layers.globalMaxPooling3d({ keepDims: true }), layers.globalAveragePooling3d()],
  ],
];

describe('a model with layers that plain tfjs lacks or computes otherwise', () => {
  it.each(ownStacks)('opens in Glassbox with the same outputs: %s', async (_, inputShape, stack) => {
    const model = sequential([layers.input(inputShape), ...stack], { seed: 4 });
    const place = await temporaryFolder();
    await model.save(place);
    const loaded = await loadModel(place);
    const inputs = samples(inputShape);
    expect((await loaded.predict({ inputs })).data).toEqual((await model.predict({ inputs })).data);
    expect(loaded.summary()).toBe(model.summary());
    expect(model.summary()).not.toContain('>');
  });

  it.each(ownStacks)('is refused by plain tfjs, not mistaken: %s', async (_, inputShape, stack) => {
    const model = sequential([layers.input(inputShape), ...stack], { seed: 4 });
    const place = await temporaryFolder();
    await model.save(place);
    const inputs = samples(inputShape);
    const open = async () => {
      const plain = await tfl.loadLayersModel(asHandler(await folderStorage(place).load()));
      return plain.predict(tf.tensor(inputs.data, inputs.shape));
    };
    await expect(open()).rejects.toThrow();
  });
});

describe('a model that Glassbox saved', () => {
  it.each(stacks)('opens in plain tfjs: %s', async (_, inputShape, stack, tokens) => {
    const model = sequential([layers.input(inputShape), ...stack], { seed: 3 });
    const place = await temporaryFolder();
    await model.save(place);
    const inputs = samples(inputShape, tokens);
    const plain = await tfl.loadLayersModel(asHandler(await folderStorage(place).load()));
    const output = plain.predict(tf.tensor(inputs.data, inputs.shape)) as tf.Tensor;
    expectClose((await model.predict({ inputs })).data, (await output.data()) as Float32Array);
  });

  it.each(stacks)('opens in Glassbox with the same outputs: %s', async (_, inputShape, stack, tokens) => {
    const model = sequential([layers.input(inputShape), ...stack], { seed: 4, name: 'mine' });
    const place = await temporaryFolder();
    await model.save(place, { metadata: { normalizer: { kind: 'unit' } } });
    const loaded = await loadModel(place);
    const inputs = samples(inputShape, tokens);
    expect((await loaded.predict({ inputs })).data).toEqual((await model.predict({ inputs })).data);
    expect(loaded.summary()).toBe(model.summary());
    expect(loaded).toMatchObject({ name: 'mine', seed: 4, metadata: { normalizer: { kind: 'unit' } } });
  });

  it('is refused by plain tfjs, not mistaken, where tfjs has no such activation', async () => {
    const model = sequential([
      layers.input([2]),
      layers.dense(4, { activation: 'hardSigmoid' }),
      layers.dense(2, { activation: leakyRelu({ negativeSlope: 0.2 }) }),
    ]);
    const place = await temporaryFolder();
    await model.save(place);
    await expect(tfl.loadLayersModel(asHandler(await folderStorage(place).load()))).rejects.toThrow();
    const inputs = samples([2]);
    expect((await (await loadModel(place)).predict({ inputs })).data).toEqual((await model.predict({ inputs })).data);
  });
});

describe('a model that plain tfjs saved', () => {
  const plainStacks: [string, () => tfl.Sequential, number?][] = [
    [
      'dense, conv, pool',
      () =>
        tfl.sequential({
          layers: [
            tfl.layers.conv2d({ inputShape: [6, 6, 1], filters: 3, kernelSize: 3, activation: 'relu' }),
            tfl.layers.batchNormalization(),
            tfl.layers.maxPooling2d({ poolSize: 2 }),
            tfl.layers.flatten(),
            tfl.layers.dropout({ rate: 0.5 }),
            tfl.layers.dense({ units: 4, activation: 'softmax', kernelRegularizer: 'l1l2' }),
          ],
        }),
    ],
    [
      'recurrent, with the old hard sigmoid',
      () =>
        tfl.sequential({
          layers: [
            tfl.layers.embedding({ inputDim: 9, outputDim: 4, inputLength: 5 }),
            tfl.layers.lstm({ units: 3, returnSequences: true }),
            tfl.layers.gru({ units: 3, returnSequences: true }),
            tfl.layers.simpleRNN({ units: 2 }),
          ],
        }),
      9,
    ],
  ];

  it.each(plainStacks)('opens in Glassbox: %s', async (_, make, tokens) => {
    const plain = make();
    let saved: tf.io.ModelArtifacts | undefined;
    await plain.save(
      tf.io.withSaveHandler(async (artifacts) => {
        saved = artifacts;
        return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
      }),
    );
    const storage = { load: async () => saved as ModelArtifacts, save: async () => undefined };
    const model = await loadModel(storage);
    const inputs = samples(model.inputShape, tokens);
    const expected = plain.predict(tf.tensor(inputs.data, inputs.shape)) as tf.Tensor;
    expectClose((await model.predict({ inputs })).data, (await expected.data()) as Float32Array);
  });
});
