import type { FillMode, Interpolation } from '@glassbox/backends/ops';
import type { FlipMode } from '../layers/image/geometric.js';
import type { NormalizationAxis } from '../layers/image/normalization.js';
import type { Factor, ValueRange } from '../layers/image/random-parameters.js';
import { layers } from '../layers/index.js';
import type { Layer } from '../layers/layer.js';

type Config = Readonly<Record<string, unknown>> & { readonly name: string | undefined };
type Moments = number | readonly number[];

const numberOf = (value: unknown, fallback: number) => (typeof value === 'number' ? value : fallback);
const isPair = (value: unknown): value is readonly [number, number] => Array.isArray(value) && value.length === 2;
const factorOf = (value: unknown, fallback: Factor): Factor =>
  typeof value === 'number' || isPair(value) ? value : fallback;

/** Keras nests arrays of moments to the rank of the input; their numbers in order are what counts. */
const momentsOf = (value: unknown): Moments => {
  if (!Array.isArray(value)) return Number(value);
  const numbers = (value.flat(Infinity) as unknown[]).map(Number);
  return numbers.length === 1 ? numbers[0]! : numbers;
};

const named = ({ name }: Config) => ({ name });

/** Keras's default range where a file says nothing. */
const intensity = (config: Config) => ({
  name: config.name,
  valueRange: (isPair(config.value_range) ? config.value_range : [0, 255]) as ValueRange,
});

const sampling = (config: Config) => ({
  name: config.name,
  interpolation: (config.interpolation ?? 'bilinear') as Interpolation,
  fillMode: (config.fill_mode ?? 'reflect') as FillMode,
  fillValue: numberOf(config.fill_value, 0),
});

function erasing(config: Config): Layer {
  const fill = config.fill_value;
  return layers.randomErasing({
    ...intensity(config),
    factor: factorOf(config.factor, 1),
    scale: factorOf(config.scale, [0.02, 0.33]),
    ...(typeof fill === 'number' || Array.isArray(fill) ? { fillValue: fill as number | number[] } : {}),
  });
}

function zoomed(config: Config): Layer {
  const width = config.width_factor;
  return layers.randomZoom(factorOf(config.height_factor, 0), {
    ...sampling(config),
    ...(typeof width === 'number' || isPair(width) ? { widthFactor: width } : {}),
  });
}

/** For each of Keras's image and scaling layers: how its configuration is read. */
export const imageLayerReaders: Readonly<Record<string, (config: Config) => Layer>> = {
  Rescaling: (config) =>
    layers.rescaling(numberOf(config.scale, 1), { name: config.name, offset: numberOf(config.offset, 0) }),
  Normalization: (config) =>
    layers.normalization({
      name: config.name,
      mean: momentsOf(config.mean),
      variance: momentsOf(config.variance),
      axis: (config.axis === undefined ? -1 : config.axis) as NormalizationAxis,
      invert: config.invert === true,
    }),
  Resizing: (config) =>
    layers.resizing(Number(config.height), Number(config.width), {
      name: config.name,
      interpolation: (config.interpolation ?? 'bilinear') as Interpolation,
      cropToAspectRatio: config.crop_to_aspect_ratio === true,
      padToAspectRatio: config.pad_to_aspect_ratio === true,
      fillValue: numberOf(config.fill_value, 0),
    }),
  CenterCrop: (config) => layers.centerCrop(Number(config.height), Number(config.width), named(config)),
  RandomCrop: (config) => layers.randomCrop(Number(config.height), Number(config.width), named(config)),
  RandomFlip: (config) =>
    layers.randomFlip({ name: config.name, mode: (config.mode ?? 'horizontal_and_vertical') as FlipMode }),
  RandomRotation: (config) => layers.randomRotation(factorOf(config.factor, 0), sampling(config)),
  RandomZoom: zoomed,
  RandomTranslation: (config) =>
    layers.randomTranslation(factorOf(config.height_factor, 0), factorOf(config.width_factor, 0), sampling(config)),
  RandomContrast: (config) => layers.randomContrast(factorOf(config.factor, 0), intensity(config)),
  RandomBrightness: (config) => layers.randomBrightness(factorOf(config.factor, 0), intensity(config)),
  RandomInvert: (config) => layers.randomInvert(factorOf(config.factor, 1), intensity(config)),
  RandomGrayscale: (config) => layers.randomGrayscale(numberOf(config.factor, 0.5), named(config)),
  RandomErasing: erasing,
  Solarization: (config) =>
    layers.solarization({
      ...intensity(config),
      additionFactor: factorOf(config.addition_factor, 0),
      thresholdFactor: factorOf(config.threshold_factor, 0),
    }),
};
