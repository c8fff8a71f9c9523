import { GlassboxError, type NdArray } from '@glassbox/core';
import type { ByteSource } from '../bytes.js';
import { Dataset } from '../dataset.js';
import { type ReadIdxOptions, readIdx } from './read-idx.js';

/** Two IDX files as a dataset. */
export interface IdxDatasetOptions extends ReadIdxOptions {
  readonly classNames?: readonly string[] | undefined;
  /** Factor on every input value when a batch is read. Default 1/255 for images of bytes, else 1. */
  readonly scale?: number | undefined;
}

interface LabelledArrays {
  readonly inputs: NdArray;
  readonly targets: NdArray;
  readonly classNames?: readonly string[] | undefined;
  readonly scale?: number | undefined;
}

/** Pairs inputs with one label each. Throws `idx-count-mismatch` where their numbers differ or labels are no list. */
export function labelledImages({ inputs, targets, classNames, scale }: LabelledArrays): Dataset {
  if (inputs.shape.length === 0 || targets.shape.length !== 1 || inputs.shape[0] !== targets.shape[0]) {
    throw new GlassboxError(
      'idx-count-mismatch',
      `Images [${inputs.shape.join(', ')}] and labels [${targets.shape.join(', ')}] do not belong together: each image needs one label. The counts stand at byte offset 4.`,
      { details: { offset: 4, images: inputs.shape, labels: targets.shape } },
    );
  }
  return Dataset.from({ inputs, targets, classNames, scale });
}

/**
 * Reads a pair of IDX files, such as EMNIST's or your own in the form of MNIST, as a dataset. Bytes stay bytes until a batch is read.
 *
 * @throws as {@link readIdx}; `idx-count-mismatch` where images and labels differ in number, `label-out-of-range` for a label without a
 * class name, `empty-data`.
 * @example
 * const letters = await readIdxDataset(await readFile('images.gz'), await readFile('labels.gz'));
 */
export async function readIdxDataset(
  images: ByteSource,
  labels: ByteSource,
  { classNames, scale, ...options }: IdxDatasetOptions = {},
): Promise<Dataset> {
  const inputs = await readIdx(images, options);
  const targets = await readIdx(labels, options);
  const byDefault = inputs.data instanceof Uint8Array ? 1 / 255 : 1;
  return labelledImages({ inputs, targets, classNames, scale: scale ?? byDefault });
}
