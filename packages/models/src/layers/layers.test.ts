import { describe, expect, it } from 'vitest';
import { sequential } from '../model/sequential.js';
import { layers } from './index.js';

const shapeAfter = (inputShape: number[], ...stack: Parameters<typeof sequential>[0]) =>
  sequential([layers.input(inputShape), ...stack]).outputShape;

describe('layers work out shapes without a backend', () => {
  it.each([
    ['valid convolution', [28, 28, 1], layers.conv2d(8, { kernelSize: 5, strides: 2 }), [12, 12, 8]],
    ['same convolution', [7, 9, 3], layers.conv2d(4, { strides: 2, padding: 'same' }), [4, 5, 4]],
    ['pooling', [13, 13, 2], layers.maxPooling2d(), [6, 6, 2]],
    ['padded pooling', [13, 13, 2], layers.averagePooling2d({ padding: 'same' }), [7, 7, 2]],
    ['embedding', [12], layers.embedding(100, 8), [12, 8]],
    ['sequences', [12, 4], layers.lstm(6, { returnSequences: true }), [12, 6]],
    ['last step', [12, 4], layers.gru(6), [6]],
    ['reshape with -1', [12, 4], layers.reshape([-1, 8]), [6, 8]],
    ['causal convolution', [10, 3], layers.conv1d(4, { padding: 'causal', strides: 2 }), [5, 4]],
    ['dilated convolution of a sequence', [10, 3], layers.conv1d(4, { dilations: 3 }), [4, 4]],
    ['convolution of a volume', [5, 6, 7, 1], layers.conv3d(2, { kernelSize: [1, 2, 3], strides: 2 }), [3, 3, 3, 2]],
    ['longer sequence', [4, 2], layers.conv1dTranspose(3, { strides: 3, padding: 'same' }), [12, 3]],
    ['larger image', [4, 5, 2], layers.conv2dTranspose(3, { strides: [2, 3] }), [9, 15, 3]],
    ['depthwise', [7, 7, 3], layers.depthwiseConv2d({ depthMultiplier: 2, strides: 2, dilations: 2 }), [2, 2, 6]],
    ['separable', [7, 3], layers.separableConv1d(5, { padding: 'same', strides: 2 }), [4, 5]],
    ['pooling of a volume', [5, 6, 7, 2], layers.averagePooling3d({ padding: 'same' }), [3, 3, 4, 2]],
    ['global pooling with kept axes', [5, 6, 2], layers.globalMaxPooling2d({ keepDims: true }), [1, 1, 2]],
    ['zero padding', [3, 4, 2], layers.zeroPadding2d([1, [0, 2]]), [5, 6, 2]],
    ['cropping', [3, 4, 5, 2], layers.cropping3d([1, [0, 2], 2]), [1, 2, 1, 2]],
    ['permute', [3, 4, 5], layers.permute([3, 1, 2]), [5, 3, 4]],
    ['repeated vector', [3], layers.repeatVector(4), [4, 3]],
    ['a gated linear unit halves the features', [5], layers.dense(6, { activation: 'glu' }), [3]],
    ['resizing', [7, 9, 3], layers.resizing(4, 12), [4, 12, 3]],
    ['the middle of an image', [7, 9, 3], layers.centerCrop(4, 5), [4, 5, 3]],
    ['a window of an image', [7, 9, 3], layers.randomCrop(4, 5), [4, 5, 3]],
    ['a turned image', [7, 9, 3], layers.randomRotation(0.1), [7, 9, 3]],
    ['dense keeps leading axes', [12, 4], layers.dense(3), [12, 3]],
  ] as const)('%s', (_, inputShape, layer, expected) => {
    expect(shapeAfter([...inputShape], layer)).toEqual(expected);
  });
});

describe('layers refuse in words', () => {
  it.each([
    ['a rate of 1', () => layers.dropout(1), /at least 0 and below 1, but 1 came/],
    ['half a unit', () => layers.dense(0.5), /whole number above 0, but 0.5/],
    ['strides and dilations', () => layers.conv2d(2, { strides: 2, dilations: 2 }), /cannot both stride and dilate/],
    ['an image without channels', () => shapeAfter([28, 28], layers.conv2d(2)), /reshape\(\[28, 28, 1\]\)/],
    [
      'a window larger than the image',
      () => shapeAfter([2, 2, 1], layers.conv2d(2)),
      /window of 3 x 3 does not fit into an image of 2 x 2/,
    ],
    ['half a filter', () => layers.conv1d(1.5), /filters of conv1d takes a whole number above 0, but 1.5/],
    ['an empty window', () => layers.maxPooling1d({ poolSize: 0 }), /poolSize of maxPooling1d .* but 0 came/],
    [
      'strides and dilations at once',
      () => layers.conv1dTranspose(2, { strides: 2, dilations: 2 }),
      /conv1dTranspose cannot both stride and dilate/,
    ],
    [
      'an output padding of the stride',
      () => layers.conv2dTranspose(2, { strides: 2, outputPadding: 2 }),
      /from 0 to stride - 1, but 2, 2 came for strides 2, 2/,
    ],
    [
      'an output padding that no convolution undoes',
      () =>
        shapeAfter(
          [3, 3, 1],
          layers.conv2dTranspose(2, { kernelSize: 2, strides: 2, padding: 'same', outputPadding: 0 }),
        ),
      /No convolution makes 3 x 3 places out of 4 x 4/,
    ],
    [
      'a volume of three axes',
      () => shapeAfter([3, 3, 3], layers.conv3d(2)),
      /volumes \[depth, height, width, channels\]/,
    ],
    [
      'a window longer than the sequence',
      () => shapeAfter([2, 1], layers.conv1d(2)),
      /window of 3 does not fit into the 2/,
    ],
    ['negative padding', () => layers.zeroPadding1d([0, -1]), /at least 0, two for each of 1 axes, but \[\[0,-1\]\]/],
    ['cropping to nothing', () => shapeAfter([2, 3], layers.cropping1d(1)), /cropping1d would cut all of an axis/],
    ['an axis named twice', () => layers.permute([1, 1]), /each axis from 1 on once, but \[1, 1\]/],
    ['an axis left out', () => shapeAfter([2, 3, 4], layers.permute([2, 1])), /orders 2 axes/],
    ['a matrix to repeat', () => shapeAfter([2, 3], layers.repeatVector(2)), /layers\.flatten\(\)/],
    ['half a factor', () => layers.upSampling2d([1, 0.5]), /size of upSampling2d takes 2 whole numbers/],
    ['a sequence without features', () => shapeAfter([5], layers.lstm(2)), /sequences \[steps, features\]/],
    [
      'a reshape that does not fit',
      () => shapeAfter([6], layers.reshape([4])),
      /6 values, which cannot be put into \[4\]/,
    ],
    ['halves of an odd row', () => shapeAfter([5], layers.activation('glu')), /even number of features, but 5 came/],
    ['a gate that halves the state', () => layers.lstm(4, { activation: 'glu' }), /which 'glu' does not/],
    ['a softmax along no axis', () => shapeAfter([3, 4], layers.softmax({ axis: 3 })), /have the axes 1 to 2/],
    ['a softmax along the batch', () => layers.softmax({ axis: 0 }), /but 0, the batch/],
    ['a ceiling below the threshold', () => layers.relu({ maxValue: 1, threshold: 2 }), /above the threshold 2, but 1/],
    ['a scale of infinity', () => layers.rescaling(Infinity), /finite scale and offset, but Infinity and 0/],
    ['an unknown activation', () => layers.dense(2, { activation: 'rellu' }), /Did you mean 'relu'/],
    [
      'two layers of one name',
      () => shapeAfter([2], layers.dense(2, { name: 'a' }), layers.dense(2, { name: 'a' })),
      /named 'a'/,
    ],
    ['a second input', () => sequential([layers.dense(2), layers.input([2])]), /comes first/],
    ['no layer', () => sequential([layers.input([2])]), /at least one layer/],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});

describe('kernels start as the activation advises', () => {
  const initializerOf = (activation?: string) =>
    layers.dense(4, activation ? { activation } : {}).build([4]).weights[0]!.initializer.name;
  it.each([
    ['relu', 'heUniform'],
    ['leakyRelu', 'heUniform'],
    ['selu', 'lecunNormal'],
    ['sigmoid', 'glorotUniform'],
    ['tanh', 'glorotUniform'],
    ['softmax', 'glorotUniform'],
    [undefined, 'glorotUniform'],
  ])('%s: %s', (activation, expected) => {
    expect(initializerOf(activation)).toBe(expected);
  });
});

describe('depthwise and pointwise kernels have options of their own', () => {
  it('gives each kernel its initializer, regularizer and constraint', () => {
    const { weights } = layers
      .separableConv2d(4, {
        activation: 'relu',
        depthMultiplier: 2,
        depthwiseInitializer: 'ones',
        depthwiseRegularizer: 'l1',
        pointwiseConstraint: 'maxNorm',
      })
      .build([5, 5, 3]);
    expect(weights.map(({ name, shape }) => [name, shape])).toEqual([
      ['depthwise_kernel', [3, 3, 3, 2]],
      ['pointwise_kernel', [1, 1, 6, 4]],
      ['bias', [4]],
    ]);
    expect(weights.map(({ initializer }) => initializer.name)).toEqual(['ones', 'heUniform', 'zeros']);
    expect(weights.map(({ regularizer }) => regularizer !== undefined)).toEqual([true, false, false]);
    expect(weights.map(({ constraint }) => constraint !== undefined)).toEqual([false, true, false]);
  });
});
