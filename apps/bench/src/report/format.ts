import type { Summary } from '../statistics/summary.js';
import type { Target } from './row.js';

/** Three significant digits, without an exponent for what people compare: `0.332`, `9.14`, `580`. */
export const formatNumber = (value: number): string =>
  Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));

/** A time in the unit that reads best: `182 µs`, `2.7 ms`, `13.9 s`. */
export function formatTime(milliseconds: number): string {
  if (milliseconds >= 1000) return `${formatNumber(milliseconds / 1000)} s`;
  return milliseconds >= 1 ? `${formatNumber(milliseconds)} ms` : `${formatNumber(milliseconds * 1000)} µs`;
}

/** `at least 9×` */
export const formatTarget = ({ bound, value, unit }: Target) => `${bound} ${formatNumber(value)}${unit}`;

/** `9.2×` */
export const formatMedian = ({ median }: Summary, { unit }: Target) => `${formatNumber(median)}${unit}`;

/** Least and most: `8.8 to 9.4` */
export const formatSpread = ({ least, most, count }: Summary) =>
  count > 1 ? `${formatNumber(least)} to ${formatNumber(most)}` : 'one round';
