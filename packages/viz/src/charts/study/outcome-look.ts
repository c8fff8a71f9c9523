import * as Plot from '@observablehq/plot';
import { outcomes, type TrialOutcome } from '../../info/study/outcome.js';
import type { LegendItem } from '../legend.js';
import type { Theme } from '../theme.js';

/** Places in the order of the theme's series. */
const series: Readonly<Record<TrialOutcome, number>> = {
  complete: 0,
  pruned: 1,
  running: 2,
  failed: 3,
  waiting: 4,
  infeasible: 5,
};

/** Each outcome has a shape of its own, so that colour is not needed to tell them apart. */
const shapes = {
  complete: 'circle',
  pruned: 'triangle',
  running: 'square',
  failed: 'times',
  waiting: 'square',
  infeasible: 'diamond',
} as const satisfies Record<TrialOutcome, LegendItem['shape']>;

export const outcomeColour = (theme: Theme, outcome: TrialOutcome) => theme.series[series[outcome]]!;

/** The outcomes that occur, in their usual order. */
export const presentOutcomes = (points: readonly { readonly outcome: TrialOutcome }[]) =>
  outcomes.filter((outcome) => points.some((point) => point.outcome === outcome));

/** A legend of the outcomes that occur, as points or as bars. */
export function outcomeLegend(
  theme: Theme,
  points: readonly { readonly outcome: TrialOutcome }[],
  kind: 'dot' | 'box' = 'dot',
): LegendItem[] {
  return presentOutcomes(points).map((outcome) => ({
    label: outcome,
    kind,
    colour: outcomeColour(theme, outcome),
    shape: shapes[outcome],
    hollow: outcome !== 'complete',
  }));
}

interface Dot {
  readonly outcome: TrialOutcome;
}

/** One mark of points for each outcome that occurs, complete trials on top. */
export function outcomeDots<Point extends Dot>(
  points: readonly Point[],
  theme: Theme,
  channels: { readonly x: Plot.ChannelValueSpec; readonly y: Plot.ChannelValueSpec; readonly r?: number },
): Plot.Markish[] {
  return presentOutcomes(points)
    .reverse()
    .map((outcome) => {
      const colour = outcomeColour(theme, outcome);
      return Plot.dot(
        points.filter((point) => point.outcome === outcome),
        {
          r: 3,
          ...channels,
          symbol: shapes[outcome] === 'diamond' ? 'diamond2' : shapes[outcome],
          stroke: colour,
          strokeWidth: 1.5,
          fill: outcome === 'complete' ? colour : 'none',
          ...(outcome === 'complete' ? { fillOpacity: 0.7 } : {}),
        },
      );
    });
}
