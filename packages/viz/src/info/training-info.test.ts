import { describe, expect, test } from 'vitest';
import { errorCode } from '../../test/error-code.js';
import { dropout02, dropout05, historyOf } from '../../test/gallery/runs.js';
import { bestPoint } from './best-epoch.js';
import { comparisonInfo } from './comparison-info.js';
import { metricLabel, trainingInfo, validationName } from './training-info.js';

describe('trainingInfo', () => {
  test('has accuracy before loss, training before validation', () => {
    const info = trainingInfo(dropout02);
    expect(info.epochs).toEqual([1, 2, 3, 4, 5]);
    expect(info.panels.map(({ metric, series }) => [metric, ...series.map(({ role }) => role)])).toEqual([
      ['accuracy', 'train', 'validation'],
      ['loss', 'train', 'validation'],
    ]);
    expect(info.panels[0]!.series[1]!.points[4]).toEqual({ epoch: 5, value: 0.9739 });
  });

  test('shows another metric where accuracy was not measured', () => {
    const history = {
      ...historyOf({ loss: [2, 1] }),
      metrics: { loss: [2, 1], valLoss: [], meanAbsoluteError: [4, 3] },
    };
    expect(trainingInfo(history).panels.map(({ metric }) => metric)).toEqual(['loss', 'meanAbsoluteError']);
    expect(metricLabel('meanAbsoluteError')).toBe('mean absolute error');
    expect(validationName('accuracy')).toBe('valAccuracy');
  });

  test('keeps a gap where a value is not finite', () => {
    const info = trainingInfo(historyOf({ loss: [1, Number.NaN, Number.POSITIVE_INFINITY, 0.5] }));
    expect(info.panels[0]!.series[0]!.points.map(({ value }) => value)).toEqual([1, null, null, 0.5]);
  });

  test('refuses bad histories with a code', () => {
    expect(errorCode(() => trainingInfo(historyOf({ loss: [] })))).toBe('empty-history');
    expect(errorCode(() => trainingInfo(historyOf({ loss: [1, 2], accuracy: [0.5] })))).toBe('length-mismatch');
    expect(errorCode(() => trainingInfo(dropout02, ['recall']))).toBe('bad-argument');
    expect(errorCode(() => trainingInfo(dropout02, ['constructor']))).toBe('bad-argument');
    expect(() => trainingInfo(dropout02, ['recall'])).toThrow("no metric 'recall'. It has: loss, accuracy, valLoss");
  });
});

test('the best epoch has the greatest accuracy or the least loss, gaps aside', () => {
  const points = [0.9, null, 0.95, 0.95].map((value, i) => ({ epoch: i + 1, value }));
  expect(bestPoint('accuracy', points)).toEqual({ epoch: 3, value: 0.95 });
  expect(bestPoint('valLoss', points)).toEqual({ epoch: 1, value: 0.9 });
  expect(bestPoint('loss', [{ epoch: 1, value: null }])).toBeUndefined();
});

describe('comparisonInfo', () => {
  test('lines up validation values', () => {
    const info = comparisonInfo({ a: dropout02, b: dropout05 });
    expect(info.panels.map(({ metric, role }) => `${role} ${metric}`)).toEqual([
      'validation accuracy',
      'validation loss',
    ]);
    expect(info.panels[0]!.series.map(({ run, best }) => [run, best?.value])).toEqual([
      ['a', 0.9739],
      ['b', 0.9689],
    ]);
  });

  test('falls back to training values where one run has no validation', () => {
    const info = comparisonInfo({ a: dropout02, b: historyOf({ loss: [1, 0.5, 0.4] }) }, ['loss']);
    expect(info.panels[0]!.role).toBe('train');
    expect(info.panels[0]!.series[1]!.points).toHaveLength(3);
  });

  test('refuses none, too many and unlike runs', () => {
    const seven = Object.fromEntries('abcdefg'.split('').map((name) => [name, dropout02]));
    expect(errorCode(() => comparisonInfo({}))).toBe('bad-argument');
    expect(errorCode(() => comparisonInfo(seven))).toBe('bad-argument');
    expect(errorCode(() => comparisonInfo({ a: dropout02, b: historyOf({ loss: [1] }) }))).toBe('bad-argument');
    expect(errorCode(() => comparisonInfo({ a: dropout02, b: historyOf({ loss: [] }) }))).toBe('empty-history');
  });
});
