import { expect, test } from 'vitest';
import { errorCode } from '../../../test/error-code.js';
import { networkStudy, trialOf } from '../../../test/gallery/studies.js';
import { objectiveOf, scoredTrials } from './objective.js';
import { paramColumns, shareOf } from './param-axis.js';

const network = networkStudy();
const scored = scoredTrials(network, objectiveOf(network, {}));

test('axes follow the ranges: logarithmic, whole and by category', () => {
  const axes = paramColumns(scored, {}, 9).map(({ axis }) => axis);
  expect(axes.map(({ name, kind, isWhole, domain }) => [name, kind, isWhole, domain])).toEqual([
    ['learningRate', 'log', false, [1e-5, 0.1]],
    ['units', 'log', true, [16, 512]],
    ['dropout', 'linear', false, [0, 0.6]],
    ['optimizer', 'category', true, [-0.5, 2.5]],
  ]);
  expect(axes[3]!.labels).toEqual(['adam', 'sgd', 'rmsprop']);
  expect(shareOf(axes[0]!, 1e-3)).toBeCloseTo(0.5, 12);
  expect(shareOf(axes[2]!, 0.15)).toBeCloseTo(0.25, 12);
});

test('the most important come first, and one that does not vary is left out', () => {
  const names = (options: Parameters<typeof paramColumns>[1], limit = 9) =>
    paramColumns(scored, options, limit).map(({ axis }) => axis.name);
  expect(names({ importances: { dropout: 0.9, optimizer: 0.1 } }, 2)).toEqual(['dropout', 'optimizer']);
  expect(names({ params: ['units', 'dropout'] })).toEqual(['units', 'dropout']);
  expect(errorCode(() => names({ params: ['unit'] }))).toBe('bad-argument');
  const single = trialOf(0, {
    values: [1],
    params: { fixed: 3, x: 1 },
    distributions: { fixed: { type: 'int', low: 3, high: 3 }, x: { type: 'float', low: 0, high: 1 } },
  });
  expect(paramColumns([{ trial: single }], {}, 9).map(({ axis }) => axis.name)).toEqual(['x']);
});

test('a trial without the parameter has no position, and null is a category', () => {
  const range = { choices: [null, 'l1', 2], type: 'categorical' } as const;
  const trials = [null, 2, 'l1'].map((penalty, i) =>
    trialOf(i, { params: { penalty }, distributions: { penalty: range } }),
  );
  const [column] = paramColumns(
    [...trials, trialOf(3)].map((trial) => ({ trial })),
    {},
    9,
  );
  expect(column!.axis.labels).toEqual(['null', 'l1', '2']);
  expect([...trials, trialOf(3)].map((trial) => column!.positionOf(trial))).toEqual([0, 2, 1, null]);
});
