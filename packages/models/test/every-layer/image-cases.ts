import { layers } from '../../src/layers/index.js';
import type { CoverageCase } from './coverage-case.js';

const image = [4, 4, 1];
const inColour = [2, 3, 3];
/** Wide, so that a step of central differences seldom passes an end. */
const valueRange = [0, 8] as const;
const changing = { inputShape: image, training: true, range: valueRange };

/** Layers of images, while fitting where they change them only then. */
export const imageCases = {
  rescaling: [{ layer: layers.rescaling(0.5, { offset: -1 }), inputShape: [4] }],
  normalization: [
    { layer: layers.normalization({ mean: [0.1, -0.2], variance: [0.5, 2] }), inputShape: [3, 2] },
    { layer: layers.normalization({ mean: [0.1, -0.2], variance: [0.5, 2], invert: true }), inputShape: [3, 2] },
  ],
  resizing: [
    { layer: layers.resizing(3, 5), inputShape: image },
    { layer: layers.resizing(2, 3, { interpolation: 'nearest' }), inputShape: image },
    { layer: layers.resizing(3, 5, { cropToAspectRatio: true }), inputShape: [5, 4, 1] },
  ],
  centerCrop: [{ layer: layers.centerCrop(2, 3), inputShape: image }],
  randomCrop: [
    { layer: layers.randomCrop(3, 2), ...changing },
    { layer: layers.randomCrop(3, 2), inputShape: image },
  ],
  randomFlip: [{ layer: layers.randomFlip(), ...changing }],
  randomRotation: [
    { layer: layers.randomRotation(0.2), ...changing },
    { layer: layers.randomRotation(0.2, { interpolation: 'nearest', fillMode: 'wrap' }), ...changing },
  ],
  randomZoom: [{ layer: layers.randomZoom(0.3, { fillMode: 'nearest' }), ...changing }],
  randomTranslation: [{ layer: layers.randomTranslation(0.3, 0.4, { fillMode: 'constant' }), ...changing }],
  randomContrast: [{ layer: layers.randomContrast(0.5, { valueRange }), ...changing, seed: 2 }],
  randomBrightness: [{ layer: layers.randomBrightness(0.3, { valueRange }), ...changing }],
  randomErasing: [{ layer: layers.randomErasing({ scale: [0.2, 0.5], valueRange }), ...changing }],
  randomGrayscale: [{ layer: layers.randomGrayscale(0.6), inputShape: inColour, training: true }],
  randomInvert: [{ layer: layers.randomInvert([0.5, 0.9], { valueRange }), ...changing }],
  solarization: [
    { layer: layers.solarization({ additionFactor: 0.2, thresholdFactor: 0.6, valueRange }), ...changing, seed: 2 },
  ],
} satisfies Readonly<Record<string, readonly CoverageCase[]>>;
