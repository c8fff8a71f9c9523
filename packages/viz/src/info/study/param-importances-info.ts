import { requireArgument } from '@glassbox/core';

/** The numbers of parameter importances, the greatest first. */
export interface ParamImportancesInfo {
  readonly bars: readonly { readonly name: string; readonly importance: number }[];
  /** How many of the least are not shown. */
  readonly leftOut: number;
}

const mostBars = 20;

/** Sorts importances. None, or one that is no finite number of at least 0, throws `bad-argument`. */
export function paramImportancesInfo(importances: Readonly<Record<string, number>>): ParamImportancesInfo {
  const bars = Object.entries(importances).map(([name, importance]) => ({ name, importance }));
  requireArgument(bars.length > 0, 'Pass the importance of at least one parameter.');
  for (const { name, importance } of bars) {
    requireArgument(
      Number.isFinite(importance) && importance >= 0,
      `An importance is a finite number of at least 0, but '${name}' has ${importance}.`,
      { name, importance },
    );
  }
  bars.sort((a, b) => b.importance - a.importance);
  return { bars: bars.slice(0, mostBars), leftOut: Math.max(0, bars.length - mostBars) };
}
