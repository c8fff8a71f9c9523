import { expect, test } from 'vitest';
import { errorCode } from '../../../test/error-code.js';
import { networkStudy, tradeOffStudy, trialOf } from '../../../test/gallery/studies.js';
import { contourInfo } from './contour-info.js';
import { localMean, usualBandwidth } from './local-mean.js';
import type { StudyData } from './study-data.js';

/** The value is the share along the logarithmic axis x, whatever y is. */
const slope: StudyData = {
  name: 'slope',
  directions: ['maximize'],
  trials: Array.from({ length: 441 }, (_, i) =>
    trialOf(i, {
      values: [(i % 21) / 20],
      params: { x: 10 ** (4 * ((i % 21) / 20)), y: Math.floor(i / 21) / 20 },
      distributions: { x: { type: 'float', low: 1, high: 1e4, log: true }, y: { type: 'float', low: 0, high: 1 } },
    }),
  ),
};

test('means follow the trials by the logarithm where the axis is logarithmic', () => {
  const [panel] = contourInfo(slope).panels;
  expect([panel!.columns, panel!.rows, panel!.means.length]).toEqual([40, 40, 1600]);
  // Away from the ends, where a mean looks to one side only, a slope is its own mean.
  for (const column of [10, 20, 29]) expect(panel!.means[20 * 40 + column]).toBeCloseTo((column + 0.5) / 40, 2);
  expect(panel!.levels).toHaveLength(9);
  expect(panel!.levels).toEqual(panel!.levels.toSorted((a, b) => a - b));
  const falling = contourInfo({ ...slope, directions: ['minimize'] }).panels[0]!.levels;
  expect(falling).toEqual(falling.toSorted((a, b) => b - a));
});

test('nothing is known far from every trial', () => {
  const corner = {
    ...slope,
    trials: slope.trials.filter(({ params }) => Number(params.x) < 5 && Number(params.y) < 0.2),
  };
  const { means } = contourInfo(corner).panels[0]!;
  expect(means[0]).not.toBeNull();
  expect(means.at(-1)).toBeNull();
});

test('the local mean weighs by a Gaussian of the distance', () => {
  const points = [
    { x: 0, y: 0, value: 1 },
    { x: 0.1, y: 0, value: 3 },
  ];
  const weight = Math.exp(-0.5);
  expect(localMean(points, 0, 0, 0.1)).toBeCloseTo((1 + 3 * weight) / (1 + weight), 12);
  expect(localMean(points, 0.05, 0, 0.1)).toBeCloseTo(2, 12);
  expect(localMean(points, 0.31, 0, 0.1)).toBeNull();
  expect(usualBandwidth(1000)).toBeCloseTo(Math.sqrt(1 / 12) / Math.sqrt(10), 12);
  expect(usualBandwidth(3)).toBe(0.15);
});

test('categories are not mixed', () => {
  const { panels } = contourInfo(tradeOffStudy(), { params: ['kind', 'width'] });
  expect([panels[0]!.columns, panels[0]!.rows]).toEqual([3, 40]);
  const near = { ...tradeOffStudy(), trials: tradeOffStudy().trials.filter(({ params }) => params.kind === 'dense') };
  const alone = contourInfo(near, { params: ['kind', 'width'] }).panels[0]!;
  for (let row = 0; row < 40; row++) {
    expect(alone.means.slice(3 * row, 3 * row + 3).map((mean) => mean === null)).toEqual([false, true, true]);
  }
});

test('each pair of the three most important parameters has a panel', () => {
  const importances = { dropout: 0.5, units: 0.3, learningRate: 0.2 };
  const pairs = contourInfo(networkStudy(), { importances }).panels.map(({ x, y }) => [x.name, y.name]);
  expect(pairs).toEqual([
    ['dropout', 'units'],
    ['dropout', 'learningRate'],
    ['units', 'learningRate'],
  ]);
  expect(errorCode(() => contourInfo(networkStudy(), { params: ['units'] }))).toBe('bad-argument');
});
