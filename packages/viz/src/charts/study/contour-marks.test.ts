import { parseHTML } from 'linkedom/worker';
import { expect, test } from 'vitest';
import { trialOf } from '../../../test/gallery/studies.js';
import type { TrialData } from '../../info/study/study-data.js';
import { toSvg } from '../../render/to-svg.js';
import { contourPlot } from './contour-plot.js';

const distributions = {
  x: { type: 'float', low: 1e-4, high: 1, log: true },
  y: { type: 'float', low: 0, high: 1 },
} as const;

/** A peak at x = 1e-3, a quarter of the way along a logarithmic axis, and y = 0.75. */
const trials = Array.from({ length: 441 }, (_, i): TrialData => {
  const [u, v] = [(i % 21) / 20, Math.floor(i / 21) / 20];
  return trialOf(i, {
    values: [-((u - 0.25) ** 2) - (v - 0.75) ** 2],
    params: { x: 10 ** (4 * u - 4), y: v },
    distributions,
  });
});

const draw = (study: Pick<Parameters<typeof contourPlot>[0], 'directions'>, some = trials) => {
  const svg = toSvg(contourPlot({ name: 's', trials: some, ...study }), { theme: 'light' });
  const { document } = parseHTML(`<!doctype html><html><body>${svg}</body></html>`);
  return [...document.querySelectorAll('g[aria-label="contour"]')];
};

function middleOf(contour: Element): { x: number; y: number } {
  const path = contour.querySelector('path')!.getAttribute('d')!;
  const points = [...path.matchAll(/([\d.]+),([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
  const mid = (values: number[]) => (Math.min(...values) + Math.max(...values)) / 2;
  return { x: mid(points.map(([x]) => x)), y: mid(points.map(([, y]) => y)) };
}

test('the darkest contour lies where the values are best, by the logarithm on a logarithmic axis', () => {
  const contours = draw({ directions: ['maximize'] });
  const [all, best] = [middleOf(contours[0]!), middleOf(contours.at(-1)!)];
  expect(contours).toHaveLength(10);
  // The plot is about 500 by 200 pixels: a quarter of it to the left of its middle, and above it.
  expect(best.x - all.x).toBeGreaterThan(-140);
  expect(best.x - all.x).toBeLessThan(-100);
  expect(best.y - all.y).toBeGreaterThan(-60);
  expect(best.y - all.y).toBeLessThan(-40);
});

test('the opacities of contours one above another add up to those of the levels', () => {
  const opacities = draw({ directions: ['maximize'] }).map((each) => Number(each.getAttribute('fill-opacity')));
  const seen = 1 - opacities.reduce((left, opacity) => left * (1 - opacity), 1);
  expect(opacities[0]).toBeCloseTo(0.06, 3);
  expect(seen).toBeCloseTo(0.85, 3);
});

test('where no trial is near nothing is drawn', () => {
  const left = trials.filter(({ params }) => Number(params.x) < 1e-3);
  const [lowest] = draw({ directions: ['maximize'] }, left);
  const whole = draw({ directions: ['maximize'] })[0]!;
  expect(middleOf(lowest!).x).toBeLessThan(middleOf(whole).x - 60);
});
