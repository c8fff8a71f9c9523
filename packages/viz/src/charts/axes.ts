import * as Plot from '@observablehq/plot';
import type { Theme } from './theme.js';

interface AxisOptions {
  readonly label: string;
  readonly ticks?: number[] | number;
  readonly tickFormat?: string | ((value: number) => string);
  readonly tickSize?: number;
}

/** The axis below a panel, its label in the middle. */
export function bottomAxis({ label, ...rest }: AxisOptions): Plot.Markish {
  return Plot.axisX({ tickSize: 4, label, labelAnchor: 'center', labelArrow: 'none', labelOffset: 38, ...rest });
}

/** The axis left of a panel, its label above it, with a line across the panel at each number. */
export function leftAxis(theme: Theme, { label, ...rest }: AxisOptions): Plot.Markish[] {
  const ticks = rest.ticks ?? 6;
  const look = { label, labelArrow: 'none', labelAnchor: 'top', labelOffset: 48, tickSize: 0 } as const;
  return [Plot.gridY({ ticks, stroke: theme.grid, strokeOpacity: 1 }), Plot.axisY({ ...look, ...rest, ticks })];
}
