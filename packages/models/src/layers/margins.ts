import { requireArgument } from '@glassbox/core';

/** Places before and after along one axis. */
export type Margin = readonly [before: number, after: number];

/** Margins of a sequence: one number for both ends, or two. */
export type Margins1d = number | Margin;

/** Margins of an image: one number for all sides, or for height and width one number or two each. */
export type Margins2d = number | readonly [number | Margin, number | Margin];

/** Margins of a volume: one number for all sides, or for depth, height and width one number or two each. */
export type Margins3d = number | readonly [number | Margin, number | Margin, number | Margin];

const bothEnds = (value: number | Margin): Margin => (typeof value === 'number' ? [value, value] : value);

/** Two numbers for each axis; throws `bad-argument` for numbers that are not whole or below 0. */
export function resolveMargins(layer: string, rank: number, margins: number | readonly (number | Margin)[]): Margin[] {
  const resolved =
    typeof margins === 'number' ? Array.from({ length: rank }, () => bothEnds(margins)) : margins.map(bothEnds);
  requireArgument(
    resolved.length === rank && resolved.flat().every((count) => Number.isInteger(count) && count >= 0),
    `${layer} takes whole numbers of at least 0, two for each of ${rank} axes, but ${JSON.stringify(margins)} came.`,
  );
  return resolved;
}
