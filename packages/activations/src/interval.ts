import type { Interval } from './activation.js';

const written = (bound: number) => (Number.isFinite(bound) ? String(Number(bound.toFixed(4))) : bound < 0 ? '-∞' : '∞');

/** An interval from its bounds and brackets: `interval(0, Infinity, '[)')` is `[0, ∞)`. */
export function interval(low: number, high: number, brackets: '()' | '[)' | '(]' | '[]'): Interval {
  return {
    low,
    high,
    lowIncluded: brackets.startsWith('['),
    highIncluded: brackets.endsWith(']'),
    text: `${brackets[0]}${written(low)}, ${written(high)}${brackets[1]}`,
  };
}
