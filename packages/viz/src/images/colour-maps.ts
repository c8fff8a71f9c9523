import type { IndexedPixels } from './png.js';

type Colour = readonly [number, number, number, number];

/** White to black in 256 steps: matplotlib's `binary` map, in which the notebook shows its digits as ink on paper. */
const inks: readonly Colour[] = Array.from({ length: 256 }, (_, ink): Colour => [255 - ink, 255 - ink, 255 - ink, 255]);

/** Orange where negative, blue where positive, transparent at zero, so that the page's own background is the middle. */
const diverging: readonly Colour[] = Array.from({ length: 255 }, (_, index): Colour => {
  const share = (index - 127) / 127;
  const alpha = Math.round(255 * Math.abs(share));
  return share < 0 ? [232, 114, 20, alpha] : [40, 132, 220, alpha];
});

/** The colours at both ends of {@link divergingPixels}, as CSS. */
export const divergingEnds = { negative: 'rgb(232, 114, 20)', positive: 'rgb(40, 132, 220)' } as const;

/** Shares of ink from 0 (white) to 1 (black); beyond them the nearest end, NaN as white. */
export function inkPixels(shares: ArrayLike<number>, width: number, height: number): IndexedPixels {
  const indices = Uint8Array.from({ length: width * height }, (_, i) => Math.round(255 * clamp(shares[i]!, 0, 1)));
  return { width, height, indices, palette: inks };
}

/** Values from `-limit` (orange) over zero (transparent) to `limit` (blue); beyond them the nearest end, NaN as zero. */
export function divergingPixels(values: ArrayLike<number>, width: number, height: number, limit: number) {
  const scale = limit > 0 ? 127 / limit : 0;
  const indices = Uint8Array.from({ length: width * height }, (_, i) =>
    Math.round(127 + clamp(values[i]! * scale, -127, 127)),
  );
  return { width, height, indices, palette: diverging } satisfies IndexedPixels;
}

function clamp(value: number, low: number, high: number): number {
  return Number.isNaN(value) ? 0 : Math.min(high, Math.max(low, value));
}
