import { layers } from '../../src/layers/index.js';
import type { CoverageCase } from './coverage-case.js';

const large = 'too many numbers';
const sequence = [6, 2];
const image = [4, 5, 2];
const volume = [3, 3, 4, 1];

/** Convolutions, pooling, margins and enlarging along one, two and three axes. */
export const convolutionCases = {
  conv1d: [
    { layer: layers.conv1d(2, { activation: 'tanh' }), inputShape: sequence },
    { layer: layers.conv1d(2, { padding: 'causal', dilations: 2 }), inputShape: sequence },
    { layer: layers.conv1d(2, { padding: 'same', strides: 2, useBias: false }), inputShape: sequence },
  ],
  conv2d: [
    { layer: layers.conv2d(2, { activation: 'tanh' }), inputShape: image },
    { layer: layers.conv2d(2, { padding: 'same', strides: 2, kernelSize: [2, 3] }), inputShape: image },
    { layer: layers.conv2d(2, { dilations: 2, kernelSize: 2, useBias: false }), inputShape: image },
    { layer: layers.conv2d(3, { kernelSize: 1 }), inputShape: image },
    { layer: layers.conv2d(16, { activation: 'relu' }), inputShape: [14, 14, 8], withoutDifferences: large },
  ],
  conv3d: [
    { layer: layers.conv3d(2, { kernelSize: 2 }), inputShape: volume },
    { layer: layers.conv3d(2, { kernelSize: 2, padding: 'same', strides: 2, activation: 'tanh' }), inputShape: volume },
  ],
  conv1dTranspose: [
    { layer: layers.conv1dTranspose(2), inputShape: [4, 2] },
    { layer: layers.conv1dTranspose(2, { strides: 2, padding: 'same', outputPadding: 1 }), inputShape: [4, 2] },
  ],
  conv2dTranspose: [
    { layer: layers.conv2dTranspose(2), inputShape: [2, 3, 2] },
    { layer: layers.conv2dTranspose(2, { strides: 2, padding: 'same', activation: 'tanh' }), inputShape: [2, 3, 2] },
  ],
  depthwiseConv1d: [{ layer: layers.depthwiseConv1d({ depthMultiplier: 2 }), inputShape: sequence }],
  depthwiseConv2d: [
    { layer: layers.depthwiseConv2d({ depthMultiplier: 2, padding: 'same' }), inputShape: image },
    { layer: layers.depthwiseConv2d({ kernelSize: 2, strides: 2, activation: 'tanh' }), inputShape: image },
    { layer: layers.depthwiseConv2d({ padding: 'same' }), inputShape: [14, 14, 8], withoutDifferences: large },
  ],
  separableConv1d: [
    { layer: layers.separableConv1d(3, { depthMultiplier: 2, padding: 'same' }), inputShape: sequence },
  ],
  separableConv2d: [
    { layer: layers.separableConv2d(3), inputShape: image },
    { layer: layers.separableConv2d(2, { kernelSize: 2, strides: 2, activation: 'tanh' }), inputShape: image },
  ],
  maxPooling1d: [{ layer: layers.maxPooling1d({ padding: 'same' }), inputShape: [5, 2] }],
  maxPooling2d: [
    { layer: layers.maxPooling2d(), inputShape: image },
    { layer: layers.maxPooling2d({ poolSize: 3, strides: 1, padding: 'same' }), inputShape: image },
    { layer: layers.maxPooling2d(), inputShape: [12, 12, 16], withoutDifferences: large },
  ],
  maxPooling3d: [{ layer: layers.maxPooling3d({ strides: 1 }), inputShape: volume }],
  averagePooling1d: [{ layer: layers.averagePooling1d({ padding: 'same' }), inputShape: [5, 2] }],
  averagePooling2d: [
    { layer: layers.averagePooling2d(), inputShape: image },
    { layer: layers.averagePooling2d({ poolSize: 3, strides: 2, padding: 'same' }), inputShape: image },
  ],
  averagePooling3d: [{ layer: layers.averagePooling3d({ padding: 'same' }), inputShape: volume }],
  globalMaxPooling1d: [{ layer: layers.globalMaxPooling1d(), inputShape: sequence }],
  globalMaxPooling2d: [{ layer: layers.globalMaxPooling2d({ keepDims: true }), inputShape: image }],
  globalMaxPooling3d: [{ layer: layers.globalMaxPooling3d(), inputShape: volume }],
  globalAveragePooling1d: [{ layer: layers.globalAveragePooling1d(), inputShape: sequence }],
  globalAveragePooling2d: [{ layer: layers.globalAveragePooling2d(), inputShape: image }],
  globalAveragePooling3d: [{ layer: layers.globalAveragePooling3d({ keepDims: true }), inputShape: volume }],
  zeroPadding1d: [{ layer: layers.zeroPadding1d([1, 2]), inputShape: [3, 2] }],
  zeroPadding2d: [{ layer: layers.zeroPadding2d([1, [0, 2]]), inputShape: [2, 3, 2] }],
  zeroPadding3d: [{ layer: layers.zeroPadding3d(1), inputShape: [2, 1, 2, 2] }],
  cropping1d: [{ layer: layers.cropping1d([1, 2]), inputShape: sequence }],
  cropping2d: [{ layer: layers.cropping2d([1, [0, 2]]), inputShape: image }],
  cropping3d: [{ layer: layers.cropping3d([[1, 0], 1, [0, 2]]), inputShape: volume }],
  upSampling1d: [{ layer: layers.upSampling1d(3), inputShape: [3, 2] }],
  upSampling2d: [
    { layer: layers.upSampling2d([2, 3]), inputShape: [2, 3, 2] },
    { layer: layers.upSampling2d(2, { interpolation: 'bilinear' }), inputShape: [2, 3, 2] },
  ],
  upSampling3d: [{ layer: layers.upSampling3d(2), inputShape: [2, 1, 2, 2] }],
} satisfies Readonly<Record<string, readonly CoverageCase[]>>;
