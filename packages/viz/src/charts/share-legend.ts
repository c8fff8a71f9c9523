import { svg } from './svg.js';
import type { Theme } from './theme.js';

const steps = 24;
const step = 6;

/** A ramp from nothing to all of the theme's heat colour, with its ends named. */
export function shareLegend(
  document: Document,
  theme: Theme,
  label: string,
  ends: readonly [string, string] = ['0%', '100%'],
): SVGElement {
  const cells = Array.from({ length: steps }, (_, i) =>
    svg(document, 'rect', {
      x: i * step,
      width: step,
      height: 12,
      fill: theme.heat,
      'fill-opacity': round((i + 0.5) / steps),
    }),
  );
  return ramp(document, theme, { cells, ends, label });
}

/** A ramp from `-limit` over nothing to `limit`, in two colours. */
export function divergingLegend(
  document: Document,
  theme: Theme,
  options: { label: string; limit: number; negative: string; positive: string },
): SVGElement {
  const cells = Array.from({ length: steps }, (_, i) => {
    const share = (2 * (i + 0.5)) / steps - 1;
    const fill = share < 0 ? options.negative : options.positive;
    return svg(document, 'rect', {
      x: i * step,
      width: step,
      height: 12,
      fill,
      'fill-opacity': round(Math.abs(share)),
    });
  });
  const end = options.limit.toPrecision(2);
  return ramp(document, theme, { cells, ends: [`−${end}`, `+${end}`], label: options.label });
}

const round = (value: number) => Number(value.toFixed(3));

interface Ramp {
  readonly cells: readonly SVGElement[];
  readonly ends: readonly [string, string];
  readonly label: string;
}

function ramp(document: Document, theme: Theme, { cells, ends, label }: Ramp): SVGElement {
  const width = steps * step;
  const [low, high] = ends;
  return svg(document, 'g', { 'font-size': 12, fill: theme.muted }, [
    svg(document, 'text', { x: 0, y: 10 }, [low]),
    svg(document, 'g', { transform: 'translate(44, 0)' }, [
      ...cells,
      svg(document, 'rect', { width, height: 12, fill: 'none', stroke: theme.grid }),
    ]),
    svg(document, 'text', { x: 44 + width + 8, y: 10 }, [high]),
    svg(document, 'text', { x: 44 + width + 58, y: 10 }, [label]),
  ]);
}
