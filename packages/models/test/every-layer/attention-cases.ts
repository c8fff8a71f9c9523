import { layers } from '../../src/layers/index.js';
import type { CoverageCase } from './coverage-case.js';

const large = 'too many numbers';
const sequence = [4, 3];
const image = [2, 3, 4];

/** Attention, normalisation of samples, products by equation, and layers around layers. */
export const attentionCases = {
  layerNormalization: [
    { layer: layers.layerNormalization(), inputShape: sequence },
    { layer: layers.layerNormalization({ axis: [1, 2], center: false }), inputShape: sequence },
    { layer: layers.layerNormalization(), inputShape: [24, 64], withoutDifferences: large },
  ],
  rmsNormalization: [{ layer: layers.rmsNormalization(), inputShape: sequence }],
  groupNormalization: [
    { layer: layers.groupNormalization({ groups: 2 }), inputShape: image },
    { layer: layers.groupNormalization({ groups: -1 }), inputShape: image },
  ],
  unitNormalization: [{ layer: layers.unitNormalization(), inputShape: sequence }],
  einsumDense: [
    {
      layer: layers.einsumDense('abc,cd->abd', [null, 2], { biasAxes: 'd', activation: 'tanh' }),
      inputShape: sequence,
    },
    { layer: layers.einsumDense('abc,cde->abde', [null, 2, 3], { biasAxes: 'e' }), inputShape: sequence },
  ],
  multiHeadAttention: [
    { layer: layers.multiHeadAttention(2, 3), inputShape: sequence },
    { layer: layers.multiHeadAttention(2, 2, { valueDim: 3, useBias: false }), inputShape: sequence },
    {
      layer: layers.multiHeadAttention(2, 2, { useCausalMask: true, dropout: 0.3 }),
      inputShape: sequence,
      training: true,
    },
    { layer: layers.multiHeadAttention(4, 16), inputShape: [24, 64], withoutDifferences: large },
  ],
  attention: [
    { layer: layers.attention({ useScale: true }), inputShape: sequence },
    { layer: layers.attention({ scoreMode: 'concat', dropout: 0.3 }), inputShape: sequence, training: true },
  ],
  additiveAttention: [{ layer: layers.additiveAttention(), inputShape: sequence }],
  bidirectional: [
    { layer: layers.bidirectional(layers.lstm(2, { returnSequences: true })), inputShape: sequence },
    { layer: layers.bidirectional(layers.gru(2), { mergeMode: 'sum' }), inputShape: sequence },
  ],
  timeDistributed: [
    { layer: layers.timeDistributed(layers.dense(3, { activation: 'tanh' })), inputShape: sequence },
    { layer: layers.timeDistributed(layers.dropout(0.4)), inputShape: sequence, training: true },
  ],
} satisfies Readonly<Record<string, readonly CoverageCase[]>>;
