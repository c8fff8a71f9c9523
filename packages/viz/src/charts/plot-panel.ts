import { GlassboxError } from '@glassbox/core';
import * as Plot from '@observablehq/plot';
import type { Theme } from './theme.js';

/** Draws one Observable Plot without its style sheet and page-wide settings, so that it can stand inside a figure. */
export function plotPanel(document: Document, theme: Theme, options: Plot.PlotOptions): SVGSVGElement {
  const drawn = Plot.plot({ ...options, document, className: 'panel', figure: false });
  if (!isSvg(drawn))
    throw new GlassboxError('internal', 'A panel must be one SVG element: give it no legend and no title.');
  for (const style of [...drawn.children].filter((child) => child.localName === 'style')) style.remove();
  for (const name of ['class', 'viewBox', 'font-family', 'fill']) drawn.removeAttribute(name);
  drawn.setAttribute('font-size', '12');
  drawn.setAttribute('fill', theme.ink);
  drawn.setAttribute('overflow', 'visible');
  replaceCurrentColor(drawn, theme.ink);
  for (const group of drawn.children) dropHalfPixel(group);
  return drawn;
}

/**
 * Undoes the half pixel by which Plot moves marks on screens of low density, so that a chart is the same everywhere.
 * Every offset that our charts ask for is a whole number.
 */
function dropHalfPixel(group: Element): void {
  const [, x, y] = /^translate\(([^,]+),([^)]+)\)$/.exec(group.getAttribute('transform') ?? '') ?? [];
  if (x === undefined || y === undefined) return;
  const whole = `translate(${Math.floor(Number(x))},${Math.floor(Number(y))})`;
  if (whole === 'translate(0,0)') group.removeAttribute('transform');
  else group.setAttribute('transform', whole);
}

const isSvg = (element: Element): element is SVGSVGElement => element.localName === 'svg';

function replaceCurrentColor(element: Element, colour: string): void {
  for (const name of ['fill', 'stroke']) {
    if (element.getAttribute(name) === 'currentColor') element.setAttribute(name, colour);
  }
  for (const child of element.children) replaceCurrentColor(child, colour);
}
