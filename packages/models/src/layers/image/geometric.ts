import {
  type AffineTransform,
  affineTaps,
  type FillMode,
  type Interpolation,
  imageTaps,
  type SamplingOptions,
  sampleImage,
} from '@glassbox/backends/ops';
import { type Random, requireArgument, unknownName } from '@glassbox/core';
import type { Layer, LayerOptions } from '../layer.js';
import { drawn, type Factor, factorRange, imageAugmentation } from './random-parameters.js';

/** How moved images are read: bilinear by default, and mirrored beyond their edge. */
export interface GeometricOptions extends LayerOptions, SamplingOptions {}

const FILL_MODES: readonly FillMode[] = ['reflect', 'wrap', 'nearest', 'constant'];
const INTERPOLATIONS: readonly Interpolation[] = ['bilinear', 'nearest'];

/** Fills in Keras's defaults; an unknown mode throws `unknown-name`. */
function resolved({ interpolation = 'bilinear', fillMode = 'reflect', fillValue = 0 }: GeometricOptions) {
  if (!FILL_MODES.includes(fillMode)) throw unknownName('fill mode', fillMode, FILL_MODES);
  if (!INTERPOLATIONS.includes(interpolation)) throw unknownName('interpolation', interpolation, INTERPOLATIONS);
  return { interpolation, fillMode, fillValue };
}

const samplingConfig = ({ interpolation, fillMode, fillValue }: Required<SamplingOptions>) => ({
  interpolation,
  fill_mode: fillMode,
  fill_value: fillValue,
});

/** Draws a transform for each sample of images of a size. */
type DrawTransform = (height: number, width: number, random: Random) => AffineTransform;

function affineLayer(
  className: string,
  options: GeometricOptions,
  config: Readonly<Record<string, unknown>>,
  draw: DrawTransform,
): Layer {
  const sampling = resolved(options);
  return imageAugmentation(className, options.name, { ...config, ...samplingConfig(sampling) }, (x, { random }) => {
    const [batch, height, width] = x.shape;
    const transforms = Array.from({ length: batch }, () => draw(height, width, random));
    return sampleImage(x, affineTaps(transforms, [height, width], sampling));
  });
}

/** Which ways {@link randomFlip} flips. */
export type FlipMode = 'horizontal' | 'vertical' | 'horizontal_and_vertical';

/** Options of {@link randomFlip}. */
export interface RandomFlipOptions extends LayerOptions {
  /** Default `'horizontal_and_vertical'`. */
  readonly mode?: FlipMode;
}

/**
 * While fitting, flips each image with probability 1/2: left to right, upside down, or either (each way for itself, so that all four
 * turns come; Keras 3.15 flips both ways or neither).
 *
 * @throws `unknown-name` for another mode; `shape-mismatch` for anything but images.
 */
export function randomFlip({ mode = 'horizontal_and_vertical', name }: RandomFlipOptions = {}): Layer {
  const modes: readonly FlipMode[] = ['horizontal', 'vertical', 'horizontal_and_vertical'];
  if (!modes.includes(mode)) throw unknownName('flip mode', mode, modes);
  return imageAugmentation('RandomFlip', name, { mode }, (x, { random }) => {
    const [batch, height, width] = x.shape;
    const chances = Array.from({ length: batch }, () => [random.uniform() < 0.5, random.uniform() < 0.5] as const);
    const size = [height, width] as const;
    const taps = imageTaps(
      { batch, inputSize: size, outputSize: size },
      (sample, row, column, place) => {
        const [sideways, upended] = chances[sample]!;
        place[0] = upended && mode !== 'horizontal' ? height - 1 - row : row;
        place[1] = sideways && mode !== 'vertical' ? width - 1 - column : column;
      },
      { interpolation: 'nearest' },
    );
    return sampleImage(x, taps);
  });
}

/** A turn by an angle about the centre of an image, as Keras has it. */
export function rotation(angle: number, height: number, width: number): AffineTransform {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [centerX, centerY] = [(width - 1) / 2, (height - 1) / 2];
  return [cos, -sin, centerX - centerX * cos + centerY * sin, sin, cos, centerY - centerX * sin - centerY * cos];
}

/**
 * While fitting, turns each image about its centre by an angle drawn from `factor`, in full turns.
 *
 * @param factor from -1 to 1; one number f means [-f, f], so 0.1 turns by up to 36 degrees either way. Else throws `bad-argument`.
 */
export function randomRotation(factor: Factor, options: GeometricOptions = {}): Layer {
  const range = factorRange('factor', factor, [-1, 1]);
  return affineLayer('RandomRotation', options, { factor: range }, (height, width, random) =>
    rotation(2 * Math.PI * drawn(range, random), height, width),
  );
}

/** Options of {@link randomZoom}. */
export interface RandomZoomOptions extends GeometricOptions {
  /** The same for the width. Default: as much as the height, so that shapes keep their proportions. */
  readonly widthFactor?: Factor;
}

/** A zoom about the centre: factors above 1 show more than the image, below 1 a part of it. */
export const zoom = (vertical: number, horizontal: number, height: number, width: number): AffineTransform => [
  horizontal,
  0,
  ((width - 1) / 2) * (1 - horizontal),
  0,
  vertical,
  ((height - 1) / 2) * (1 - vertical),
];

/**
 * While fitting, shows a larger or smaller part of each image: the share is 1 plus a number drawn from `heightFactor`.
 *
 * @param heightFactor above -1, at most 1; positive zooms out, negative in; one number f means [-f, f]. Else throws `bad-argument`.
 */
export function randomZoom(heightFactor: Factor, options: RandomZoomOptions = {}): Layer {
  const { widthFactor } = options;
  const vertical = zoomRange('heightFactor', heightFactor);
  const horizontal = widthFactor === undefined ? undefined : zoomRange('widthFactor', widthFactor);
  const config = { height_factor: vertical, width_factor: horizontal ?? null };
  return affineLayer('RandomZoom', options, config, (height, width, random) => {
    const down = 1 + drawn(vertical, random);
    return zoom(down, horizontal ? 1 + drawn(horizontal, random) : down, height, width);
  });
}

function zoomRange(name: string, factor: Factor): readonly [number, number] {
  const range = factorRange(name, factor, [-1, 1]);
  requireArgument(range[0] > -1, `${name} lies above -1, where nothing would be left to show, but ${range[0]} came.`);
  return range;
}

/** A shift by pixels, down and to the right where positive. */
export const translation = (down: number, right: number): AffineTransform => [1, 0, -right, 0, 1, -down];

/**
 * While fitting, shifts each image by shares of its height and width that are drawn from two ranges.
 *
 * @param heightFactor from -1 to 1, positive is down; one number f means [-f, f]. Anything else throws `bad-argument`.
 * @param widthFactor the same to the right.
 */
export function randomTranslation(heightFactor: Factor, widthFactor: Factor, options: GeometricOptions = {}): Layer {
  const vertical = factorRange('heightFactor', heightFactor, [-1, 1]);
  const horizontal = factorRange('widthFactor', widthFactor, [-1, 1]);
  const config = { height_factor: vertical, width_factor: horizontal };
  return affineLayer('RandomTranslation', options, config, (height, width, random) =>
    translation(height * drawn(vertical, random), width * drawn(horizontal, random)),
  );
}
