import { cpu, useBackend } from '@glassbox/backends';
import { random } from '@glassbox/core';
import { tensor } from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { layers } from '../layers/index.js';
import type { Layer } from '../layers/layer.js';
import { Network } from '../model/network.js';
import { readTopology, topologyOf } from './topology.js';

const sampling = { interpolation: 'nearest', fillMode: 'constant', fillValue: 0.25 } as const;
const valueRange = [-1, 2] as const;

const every: readonly Layer[] = [
  layers.relu({ maxValue: 0.5 }),
  layers.relu({ negativeSlope: 0.1, threshold: 0.2 }),
  layers.leakyRelu({ negativeSlope: 0.2 }),
  layers.elu({ alpha: 0.5 }),
  layers.softmax({ axis: 1 }),
  layers.alphaDropout(0.3),
  layers.activityRegularization({ l1: 0.1, l2: 0.2 }),
  layers.rescaling(2, { offset: -1 }),
  layers.normalization({ mean: [1, 2, 3], variance: [4, 5, 6] }),
  layers.normalization({ mean: 0.5, variance: 2, axis: null, invert: true }),
  layers.resizing(3, 2, { interpolation: 'nearest', padToAspectRatio: true, fillValue: 0.5 }),
  layers.centerCrop(2, 3),
  layers.randomCrop(2, 3),
  layers.randomFlip({ mode: 'vertical' }),
  layers.randomRotation([-0.1, 0.2], sampling),
  layers.randomZoom(0.3, { ...sampling, widthFactor: [0.1, 0.2] }),
  layers.randomTranslation(0.2, [0.1, 0.3], sampling),
  layers.randomContrast([0.2, 0.4], { valueRange }),
  layers.randomBrightness(0.2, { valueRange }),
  layers.randomInvert([0.2, 0.4], { valueRange }),
  layers.randomGrayscale(0.75),
  layers.randomErasing({ factor: [0.5, 1], scale: 0.5, fillValue: [0.1, 0.2, 0.3], valueRange }),
  layers.solarization({ additionFactor: 0.1, thresholdFactor: [0.2, 0.8], valueRange }),
];

const inputShape = [4, 5, 3];
const saved = (layer: Layer) => JSON.parse(JSON.stringify(topologyOf(new Network([layer], inputShape, 1), 'model')));

function outputOf(layer: Layer, training: boolean): number[] {
  const x = tensor(
    Float32Array.from({ length: 120 }, (_, i) => Math.sin(i)),
    [2, ...inputShape],
  );
  const built = layer.build(inputShape);
  const y = built.call(x, [], { training, random: random(2, 'layer'), update: () => undefined });
  return [...(built.activation?.apply(y) ?? y).dataSync()];
}

beforeAll(() => useBackend(cpu()));

describe('a saved layer', () => {
  it.each(every.map((layer) => [`${layer.className} ${JSON.stringify(layer.config)}`, layer] as const))(
    'reads back as it was: %s',
    (_, layer) => {
      const [back] = readTopology(saved(layer)).layers;
      expect(back).toMatchObject({ className: layer.className, config: layer.config });
      for (const training of [false, true]) expect(outputOf(back!, training)).toEqual(outputOf(layer, training));
    },
  );

  it('is refused by plain tfjs where that would compute something else', async () => {
    const own = [layers.resizing(2, 2), layers.centerCrop(2, 2), layers.relu({ threshold: 0.5 })];
    for (const layer of own) await expect(tfl.models.modelFromJSON(saved(layer))).rejects.toThrow('glassbox>');
  });

  it('opens in plain tfjs where that computes the same', async () => {
    const shared = [
      layers.relu({ maxValue: 0.5 }),
      layers.leakyRelu({ negativeSlope: 0.2 }),
      layers.elu(),
      layers.rescaling(2, { offset: -1 }),
    ];
    for (const layer of shared) {
      const plain = await tfl.models.modelFromJSON(saved(layer));
      const x = tensor(
        Float32Array.from({ length: 120 }, (_, i) => Math.sin(i)),
        [2, ...inputShape],
      );
      const found = (plain.predict(x) as typeof x).dataSync();
      outputOf(layer, false).forEach((value, i) => {
        expect(found[i]).toBeCloseTo(value, 6);
      });
    }
  });

  it('keeps its moments when Keras wrote them nested', () => {
    const topology = saved(layers.normalization({ mean: [1, 2, 3], variance: [4, 5, 6] }));
    topology.config.layers[1].config.mean = [[[[1, 2, 3]]]];
    expect(readTopology(topology).layers[0]!.config).toMatchObject({ mean: [1, 2, 3] });
  });
});
