import * as Plot from '@observablehq/plot';
import type { ContourPanel } from '../../info/study/contour-info.js';
import type { AxisInfo } from '../../info/study/param-axis.js';
import type { Theme } from '../theme.js';

const palest = 0.06;
const darkest = 0.85;

/** The means of a panel: contours of two numbers, or cells where one side is a category. */
export function filled(panel: ContourPanel, theme: Theme): Plot.Markish[] {
  const isMixed = panel.x.kind === 'category' || panel.y.kind === 'category';
  return isMixed ? [cellMarks(panel, theme)] : contourMarks(panel, theme);
}

const opacityOf = (level: number, levels: number) => palest + ((darkest - palest) * level) / Math.max(1, levels);

/** How many of the levels a mean reaches; the levels go from the worst to the best. */
function levelOf(mean: number, levels: readonly number[]): number {
  const isRising = levels.length > 1 ? levels[0]! < levels[1]! : true;
  return levels.filter((level) => (isRising ? mean >= level : mean <= level)).length;
}

/**
 * One contour above another: what is better than a level is covered once more, so that the opacities add up to those of the levels.
 */
function contourMarks(panel: ContourPanel, theme: Theme): Plot.Markish[] {
  const { x, y, columns, rows, means, levels } = panel;
  const isRising = levels.length < 2 || levels[0]! < levels[1]!;
  const sign = isRising ? 1 : -1;
  const goodness = means.map((mean) => (mean === null ? Number.NaN : sign * mean));
  const bounds = { x1: x.domain[0], x2: x.domain[1], y1: y.domain[0], y2: y.domain[1] };
  // The cells are equally wide on the screen, also where an axis is logarithmic, so that Plot must not place them by value.
  const grid = { ...bounds, width: columns, height: rows, interpolate: asTheyAre };
  const known = means.filter((mean) => mean !== null).map((mean) => sign * mean);
  if (known.length === 0) return [];
  const steps = [Math.min(...known), ...levels.map((level) => sign * level)];
  return steps.map((threshold, level) =>
    Plot.contour(goodness, {
      ...grid,
      thresholds: [threshold],
      fill: theme.heat,
      fillOpacity: addedOpacity(level, levels.length),
      stroke: level === 0 ? 'none' : theme.surface,
      strokeWidth: 0.5,
    }),
  );
}

const asTheyAre: Plot.RasterInterpolateFunction = (_index, _width, _height, _x, _y, values) => values;

/** The opacity that brings what lies below from the opacity of the level before to that of this one. */
function addedOpacity(level: number, levels: number): number {
  if (level === 0) return opacityOf(0, levels);
  const added = 1 - (1 - opacityOf(level, levels)) / (1 - opacityOf(level - 1, levels));
  return Number(added.toFixed(4));
}

function cellMarks({ x, y, columns, means, levels }: ContourPanel, theme: Theme): Plot.Markish {
  const cells = means.flatMap((mean, index) => {
    if (mean === null) return [];
    const [x1, x2] = edges(x, index % columns, columns);
    const [y1, y2] = edges(y, Math.floor(index / columns), means.length / columns);
    return [{ x1, x2, y1, y2, opacity: opacityOf(levelOf(mean, levels), levels.length) }];
  });
  const ends = { x1: 'x1', x2: 'x2', y1: 'y1', y2: 'y2' };
  const opacity = ({ opacity }: (typeof cells)[number]) => Number(opacity.toFixed(3));
  return Plot.rect(cells, { ...ends, fill: theme.heat, fillOpacity: opacity, shapeRendering: 'crispEdges' });
}

function edges({ kind, domain: [low, high] }: AxisInfo, cell: number, count: number): [number, number] {
  const at = (share: number) => (kind === 'log' ? low * (high / low) ** share : low + (high - low) * share);
  return [at(cell / count), at((cell + 1) / count)];
}
