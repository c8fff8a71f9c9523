import * as Plot from '@observablehq/plot';
import type { AxisInfo } from '../../info/study/param-axis.js';
import { bottomAxis, leftAxis } from '../axes.js';
import { textWidth } from '../svg.js';
import type { Theme } from '../theme.js';
import { axisLabel, axisScale, axisTicks, slant, tickText } from './axis-scale.js';

interface Size {
  readonly width: number;
  readonly height: number;
}

const marginRight = 20;
const marginTop = 30;

/** The axes of a panel of two quantities: margins and scales for a plot, and the marks that draw them. */
export function twoAxes(theme: Theme, x: AxisInfo, y: AxisInfo, { width, height }: Size) {
  const yTicks = axisTicks(y, height - 90, 36);
  const widest = yTicks.reduce((most, tick) => Math.max(most, textWidth(tickText(y, tick), 12)), 0);
  const marginLeft = Math.max(56, widest + 16);
  const across = width - marginLeft - marginRight;
  const xTicks = axisTicks(x, across, 64);
  const { isSlanted, space } = slant(x, across, xTicks);
  const tickFormat = (value: number) => tickText(x, value);
  const plot = {
    width,
    height,
    marginLeft,
    marginRight,
    marginTop,
    marginBottom: 44 + space,
    x: axisScale(x),
    y: axisScale(y),
  } satisfies Plot.PlotOptions;
  const marks: Plot.Markish[] = [
    ...leftAxis(theme, { label: axisLabel(y), ticks: yTicks, tickFormat: (value) => tickText(y, value) }),
    isSlanted
      ? Plot.axisX({
          ...bottomLook,
          label: axisLabel(x),
          ticks: xTicks,
          tickFormat,
          tickRotate: -35,
          labelOffset: 36 + space,
        })
      : bottomAxis({ label: axisLabel(x), ticks: xTicks, tickFormat }),
  ];
  return { plot, marks };
}

const bottomLook = { tickSize: 4, labelAnchor: 'center', labelArrow: 'none' } as const;
