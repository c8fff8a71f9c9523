import { GlassboxError, type NdArray, requireArgument } from '@glassbox/core';
import { className, requireClasses } from './class-names.js';
import { type ImageInfo, imagesInfo } from './image-info.js';

/** What `imageGrid` takes beside the images. */
export interface GridOptions {
  /** The true class of each image. */
  readonly labels?: ArrayLike<number> | undefined;
  /** The predicted class of each image. */
  readonly predictions?: ArrayLike<number> | undefined;
  readonly classNames?: readonly string[] | undefined;
  /** Images in a row, 1 to 20. Default 8. */
  readonly columns?: number;
  /** The most images drawn, from the first on. Default 64. */
  readonly limit?: number;
  readonly title?: string;
}

/** One picture of a grid. */
export interface GridTile {
  readonly image: ImageInfo;
  readonly label: string | undefined;
  readonly prediction: string | undefined;
  readonly isRight: boolean | undefined;
}

/** The numbers of a grid of images. */
export interface GridInfo {
  readonly columns: number;
  readonly tiles: readonly GridTile[];
  /** Right predictions among those drawn; undefined where labels or predictions are missing. */
  readonly right: number | undefined;
}

/** Pairs images with labels and predictions; counts that differ throw `length-mismatch`. */
export function gridInfo(images: NdArray, options: GridOptions): GridInfo {
  const { labels, predictions, classNames, columns = 8, limit = 64 } = options;
  requireArgument(Number.isInteger(columns) && columns >= 1 && columns <= 20, `Columns are 1 to 20, not ${columns}.`);
  requireArgument(Number.isInteger(limit) && limit >= 1, `The limit is a whole number from 1, not ${limit}.`);
  for (const [what, classes] of Object.entries({ labels, predictions })) {
    if (classes) requireOnePerImage(what, classes, images.shape[0] ?? 0);
  }
  const tiles = imagesInfo(images, limit).map((image, index): GridTile => {
    const [label, prediction] = [labels?.[index], predictions?.[index]];
    return {
      image,
      label: label === undefined ? undefined : className(label, classNames),
      prediction: prediction === undefined ? undefined : className(prediction, classNames),
      isRight: label === undefined || prediction === undefined ? undefined : label === prediction,
    };
  });
  const right = labels && predictions ? tiles.filter((tile) => tile.isRight).length : undefined;
  return { columns: Math.min(columns, tiles.length), tiles, right };
}

function requireOnePerImage(what: string, classes: ArrayLike<number>, count: number): void {
  requireClasses(classes, what === 'labels' ? 'Labels' : 'Predictions');
  if (classes.length === count) return;
  throw new GlassboxError(
    'length-mismatch',
    `${count} images came with ${classes.length} ${what}; pass one an image.`,
    {
      details: { images: count, [what]: classes.length },
    },
  );
}
