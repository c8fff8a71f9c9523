import type { Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import { reshape } from './arrange.js';

/** Sequences `[batch, steps, features]` as images of height 1: what a 1-D operation runs on as a 2-D one. */
export function asImages(x: Tensor3D): Tensor4D {
  const [batch, steps, features] = x.shape;
  return reshape(x, [batch, 1, steps, features]);
}

/** A filter or depthwise filter `[steps, a, b]` as one of height 1. */
export const asImageFilter = (filter: Tensor3D): Tensor4D => reshape(filter, [1, ...filter.shape]);

/** The reverse of {@link asImages}. */
export function asSequences(images: Tensor4D): Tensor3D {
  const [batch, , steps, features] = images.shape;
  return reshape(images, [batch, steps, features]);
}
