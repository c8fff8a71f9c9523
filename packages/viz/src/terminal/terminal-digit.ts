import type { NdArray } from '@glassbox/core';
import { type ImageInfo, imageInfo } from '../info/image-info.js';

const shades = ' ░▒▓█';

/**
 * Draws a grayscale image as text, a character for two rows of pixels; brighter pixels are denser.
 *
 * @param image as `imageWithPrediction` takes it; another shape throws `bad-shape`.
 * @example
 * console.log(terminalDigit({ data: pixels, shape: [28, 28] }));
 */
export function terminalDigit(image: NdArray): string {
  const info = imageInfo(image);
  return Array.from({ length: Math.ceil(info.height / 2) }, (_, line) => textLine(info, 2 * line)).join('\n');
}

function textLine({ width, height, shares }: ImageInfo, y: number): string {
  const below = y + 1 < height ? y + 1 : y;
  const characters = Array.from({ length: width }, (_, x) => {
    const share = (shares[y * width + x]! + shares[below * width + x]!) / 2;
    return shades[Math.round(share * (shades.length - 1))]!;
  });
  return characters.join('').trimEnd();
}
