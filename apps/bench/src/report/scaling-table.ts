import { fitPowerLaw } from '../statistics/power-law.js';
import type { Series } from '../statistics/series.js';
import { summarize } from '../statistics/summary.js';
import { formatNumber, formatTime } from './format.js';

/** One series from several rounds: the median of each point. */
export function medianSeries(rounds: readonly (readonly Series[])[]): Series[] {
  return (rounds[0] ?? []).map(({ over, what, points }, index) => ({
    over,
    what,
    points: points.map(([size], at) => {
      const times = rounds.flatMap((round) => round[index]?.points[at]?.[1] ?? []);
      return [size, summarize(times).median] as const;
    }),
  }));
}

/** The table of what grows how, the heading first. */
export function scalingTable(series: readonly Series[]): string[][] {
  const rows = series.map(({ over, what, points }) => {
    const { exponent, rSquared } = fitPowerLaw(points);
    const times = points.map(([size, time]) => `${size}: ${formatTime(time)}`).join(', ');
    return [what, over, formatNumber(exponent), rSquared.toFixed(3), times];
  });
  return [['time of', 'over', 'exponent', 'R²', 'median times'], ...rows];
}
