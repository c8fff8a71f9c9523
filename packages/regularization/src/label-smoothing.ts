import { GlassboxError, type NdArray, ndArray, requireArgument } from '@glassbox/core';

function requireFactor(factor: number): void {
  requireArgument(
    factor >= 0 && factor <= 1,
    `Labels are smoothed by a factor in [0, 1], but ${factor} came. 0.1 is a usual one.`,
  );
}

/**
 * Moves a share of each one-hot row to all classes evenly: `y (1 - factor) + factor / classes`.
 *
 * @param oneHot `[..., classes]`; soft labels do as well.
 * @param factor in [0, 1], anything else throws `bad-argument`; 0 changes nothing.
 * Source: Szegedy et al., CVPR 2016, arXiv 1512.00567, section 7.
 * @example
 * smoothLabels(ndArray(Float32Array.of(0, 1), [1, 2]), 0.1).data; // [0.05, 0.95]
 */
export function smoothLabels(oneHot: NdArray, factor: number): NdArray<Float32Array> {
  requireFactor(factor);
  const classes = oneHot.shape.at(-1);
  requireArgument(
    classes !== undefined,
    'One-hot labels have the classes as their last axis, but a single number came.',
  );
  const data = Float32Array.from(oneHot.data, (y) => y * (1 - factor) + factor / classes);
  return ndArray(data, oneHot.shape);
}

/**
 * Smoothed one-hot rows from class indices: `1 - factor + factor / classes` at the label, `factor / classes` elsewhere.
 *
 * @param labels whole numbers from 0 to classes - 1; another one throws `label-out-of-range` with its position.
 * @returns `[labels.length, classes]`.
 */
export function smoothClassLabels(labels: ArrayLike<number>, classes: number, factor: number): NdArray<Float32Array> {
  requireFactor(factor);
  requireArgument(
    Number.isInteger(classes) && classes > 0,
    `The number of classes is a whole number above 0, but ${classes} came.`,
  );
  const data = new Float32Array(labels.length * classes).fill(factor / classes);
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row]!;
    if (!(Number.isInteger(label) && label >= 0 && label < classes)) throw outOfRange(label, row, classes);
    data[row * classes + label] = 1 - factor + factor / classes;
  }
  return ndArray(data, [labels.length, classes]);
}

/** Smooths labels of two classes given as 0 and 1: `y (1 - factor) + factor / 2`. Throws `bad-argument` for a factor outside [0, 1]. */
export function smoothBinaryLabels(labels: ArrayLike<number>, factor: number): Float32Array {
  requireFactor(factor);
  return Float32Array.from(labels, (y) => y * (1 - factor) + factor / 2);
}

const outOfRange = (label: number, index: number, classes: number) =>
  new GlassboxError(
    'label-out-of-range',
    `Label ${label} at position ${index} is not one of the ${classes} classes 0 to ${classes - 1}. Check the labels or the number of classes.`,
    { details: { label, index, classes } },
  );
