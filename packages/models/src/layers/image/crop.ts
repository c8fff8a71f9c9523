import { imageTaps, sampleImage } from '@glassbox/backends/ops';
import { slice, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import type { BuiltLayer, CallContext, Layer, LayerOptions, Shape } from '../layer.js';
import { requireImage } from '../require-shape.js';
import { OWN_LAYER } from '../weight-options.js';
import { requireSize, resizeFrom } from './resizing.js';

type Size = readonly [height: number, width: number];

/** Cuts the middle out, or resizes where the image is smaller than that in any direction. */
function centerCropFrom(inputShape: Shape, [height, width]: Size): BuiltLayer {
  const [fromHeight, fromWidth, channels] = inputShape as readonly [number, number, number];
  if (fromHeight < height || fromWidth < width) {
    return resizeFrom(inputShape, [height, width], { interpolation: 'bilinear', proportions: 'crop', fillValue: 0 });
  }
  const begin = [0, Math.floor((fromHeight - height) / 2), Math.floor((fromWidth - width) / 2), 0];
  return {
    outputShape: [height, width, channels],
    weights: [],
    call: (x) => slice(x, begin, [x.shape[0]!, height, width, channels]),
  };
}

/**
 * Cuts the middle out of images, while fitting and afterwards: `[h, w, channels] -> [height, width, channels]`.
 *
 * An image that is smaller in any direction is cut to the proportions and resized (bilinear) instead.
 *
 * @throws `bad-argument` for extents that are not whole numbers above 0; `shape-mismatch` for anything but images.
 */
export function centerCrop(height: number, width: number, { name }: LayerOptions = {}): Layer {
  requireSize('centerCrop', height, width);
  return {
    className: `${OWN_LAYER}CenterCrop`,
    name,
    config: { height, width, data_format: 'channels_last' },
    build(inputShape) {
      requireImage('centerCrop', inputShape);
      return centerCropFrom(inputShape, [height, width]);
    },
  };
}

/** Cuts a window out of each image, each at a place of its own. */
function cropAnywhere(x: Tensor4D, outputSize: Size, { random }: CallContext): Tensor {
  const [batch, height, width] = x.shape;
  const corners = Array.from(
    { length: batch },
    () => [random.integer(height - outputSize[0] + 1), random.integer(width - outputSize[1] + 1)] as const,
  );
  const taps = imageTaps(
    { batch, inputSize: [height, width], outputSize },
    (sample, row, column, place) => {
      place[0] = corners[sample]![0] + row;
      place[1] = corners[sample]![1] + column;
    },
    { interpolation: 'nearest' },
  );
  return sampleImage(x, taps);
}

/**
 * While fitting, cuts a window of this size out of each image at a place of its own; otherwise cuts it out of the middle.
 *
 * An image that is smaller in any direction is cut to the proportions and resized (bilinear) both times. (Keras 3.15 draws one place for
 * a whole batch and passes images on uncut outside of training, in spite of its own output shape.)
 *
 * @throws `bad-argument` for extents that are not whole numbers above 0; `shape-mismatch` for anything but images.
 */
export function randomCrop(height: number, width: number, { name }: LayerOptions = {}): Layer {
  requireSize('randomCrop', height, width);
  return {
    className: 'RandomCrop',
    name,
    config: { height, width, data_format: 'channels_last', seed: null },
    build(inputShape) {
      requireImage('randomCrop', inputShape);
      const middle = centerCropFrom(inputShape, [height, width]);
      const fits = inputShape[0]! >= height && inputShape[1]! >= width;
      return {
        ...middle,
        call: (x, weights, context) =>
          context.training && fits
            ? cropAnywhere(x as Tensor4D, [height, width], context)
            : middle.call(x, weights, context),
      };
    },
  };
}
