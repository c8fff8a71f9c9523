import { GlassboxError, type NdArray, type NumericArray } from '@glassbox/core';

/** A grayscale picture: `shares[y * width + x]` is 0 for black and 1 for white. */
export interface ImageInfo {
  readonly width: number;
  readonly height: number;
  readonly shares: readonly number[];
}

/**
 * Reads one grayscale image, `[height, width]` with an optional batch axis of 1 in front and channel axis of 1 behind.
 *
 * Bytes, and floats within [0, 255], are divided by 255; floats within [0, 1] stay; other values, such as standardised pixels,
 * are stretched from their least to their greatest. NaN becomes black. Another shape throws `bad-shape`.
 */
export function imageInfo(image: NdArray): ImageInfo {
  const axes = [...image.shape];
  if (axes.length > 2 && axes.at(-1) === 1) axes.pop();
  if (axes.length === 3 && axes[0] === 1) axes.shift();
  const [height, width] = axes;
  if (axes.length !== 2 || !height || !width) throw badShape('One grayscale image', '[height, width]', image.shape);
  return picture(image, 0, height, width);
}

/** Reads the grayscale images of a batch, `[count, height, width]` or `[count, height, width, 1]`, at most `limit` of them. */
export function imagesInfo(images: NdArray, limit: number): ImageInfo[] {
  const axes = images.shape.length === 4 && images.shape[3] === 1 ? images.shape.slice(0, 3) : images.shape;
  const [count, height, width] = axes;
  if (axes.length !== 3 || !count || !height || !width) {
    throw badShape('Grayscale images', '[count, height, width]', images.shape);
  }
  return Array.from({ length: Math.min(count, limit) }, (_, index) => picture(images, index, height, width));
}

function picture(images: NdArray, index: number, height: number, width: number): ImageInfo {
  const size = height * width;
  if (images.data.length < (index + 1) * size) {
    throw new GlassboxError(
      'shape-mismatch',
      `The shape [${images.shape.join(', ')}] needs more numbers than the ${images.data.length} that came.`,
      { details: { shape: images.shape, length: images.data.length } },
    );
  }
  return { width, height, shares: toShares(images.data.subarray(index * size, (index + 1) * size)) };
}

function toShares(values: NumericArray): number[] {
  const known = [...values].filter(Number.isFinite);
  const least = known.reduce((a, b) => Math.min(a, b), Infinity);
  const greatest = known.reduce((a, b) => Math.max(a, b), -Infinity);
  const isBytes = values instanceof Uint8Array || values instanceof Uint8ClampedArray;
  const [low, high] = least < 0 || greatest > 255 ? [least, greatest] : isBytes || greatest > 1 ? [0, 255] : [0, 1];
  const span = high - low || 1;
  return Array.from(values, (value) => (Number.isNaN(value) ? 0 : Math.min(1, Math.max(0, (value - low) / span))));
}

function badShape(what: string, expected: string, shape: readonly number[]): GlassboxError {
  return new GlassboxError(
    'bad-shape',
    `${what}: expected the shape ${expected}, but [${shape.join(', ')}] came. Select or reshape it first.`,
    { details: { shape } },
  );
}
