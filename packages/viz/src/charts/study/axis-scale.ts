import type * as Plot from '@observablehq/plot';
import type { AxisInfo } from '../../info/study/param-axis.js';
import { textWidth } from '../svg.js';
import { formatTick, linearTicks, logTicks } from './ticks.js';

const mostCategories = 20;
const longest = 16;

/** The ticks of an axis of this many pixels, about one for each `apart` of them. */
export function axisTicks(axis: AxisInfo, length: number, apart: number): number[] {
  const count = Math.max(2, Math.floor(length / apart));
  if (axis.kind === 'log') return logTicks(axis.domain, count);
  if (axis.kind === 'linear') return linearTicks(axis.domain, count, axis.isWhole);
  const step = Math.ceil(axis.labels.length / Math.min(mostCategories, Math.floor(length / 14)));
  return axis.labels.flatMap((_, place) => (place % step === 0 ? [place] : []));
}

/** What a tick says: a number, or the words of a category. */
export const tickText = ({ kind, labels }: AxisInfo, value: number) =>
  kind === 'category' ? shorten(labels[value] ?? '') : formatTick(value);

/** A text with at most so many characters, the rest as an ellipsis. */
export const shorten = (text: string, most = longest) =>
  [...text].length <= most ? text : `${[...text].slice(0, most - 1).join('')}…`;

/** An axis' name for people, with what its scale is. */
export const axisLabel = ({ kind, name }: AxisInfo) => `${shorten(name, 34)}${kind === 'log' ? ' (log)' : ''}`;

/** The scale of an axis with some room at its ends, where marks would be cut. */
export function axisScale({ kind, domain: [low, high] }: AxisInfo, room = 0.04): Plot.ScaleOptions {
  if (kind === 'category') return { domain: [low, high] };
  if (kind === 'log') {
    const factor = low === high ? 1.5 : (high / low) ** room;
    return { type: 'log', domain: [low / factor, high * factor] };
  }
  const space = (high - low) * room || Math.abs(low) * 0.1 || 0.5;
  return { type: 'linear', domain: [low - space, high + space] };
}

/** Whether the words of a bottom axis are too wide to stand beside each other, and the space that they need when slanted. */
export function slant(axis: AxisInfo, length: number, ticks: readonly number[]) {
  const widest = ticks.reduce((most, tick) => Math.max(most, textWidth(tickText(axis, tick), 12)), 0);
  const isSlanted = axis.kind === 'category' && widest + 8 > length / axis.labels.length;
  return { isSlanted, space: isSlanted ? Math.round(widest * 0.6) + 10 : 0 };
}
