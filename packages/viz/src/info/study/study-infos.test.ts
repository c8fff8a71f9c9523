import { describe, expect, test } from 'vitest';
import { errorCode } from '../../../test/error-code.js';
import { networkStudy, tradeOffStudy, trialOf } from '../../../test/gallery/studies.js';
import { edfInfo } from './edf-info.js';
import { intermediateValuesInfo } from './intermediate-values-info.js';
import { parallelCoordinateInfo } from './parallel-coordinate-info.js';
import { paramImportancesInfo } from './param-importances-info.js';
import { sliceInfo } from './slice-info.js';
import { timelineInfo } from './timeline-info.js';

const minimize = ['minimize'] as const;

describe('sliceInfo', () => {
  test('has a point for each complete trial with the parameter', () => {
    const info = sliceInfo(networkStudy());
    expect(info.panels.map(({ axis, points }) => [axis.name, points.length])).toEqual([
      ['learningRate', 33],
      ['units', 33],
      ['dropout', 33],
      ['optimizer', 33],
    ]);
    const trial = networkStudy().trials[4]!;
    expect(info.panels[1]!.points.find(({ number }) => number === 4)).toEqual({
      number: 4,
      position: trial.params.units,
      value: trial.values![0],
      isFeasible: true,
    });
    expect(info.best).toBe(4);
  });

  test('draws at most about 400 of many, the best among them', () => {
    const trials = Array.from({ length: 5000 }, (_, i) =>
      trialOf(i, {
        values: [i === 1234 ? -1 : i],
        params: { x: i },
        distributions: { x: { type: 'int', low: 0, high: 5000 } },
      }),
    );
    const info = sliceInfo({ name: 's', directions: minimize, trials });
    expect([info.best, info.shown, info.total]).toEqual([1234, 386, 5000]);
    expect(info.panels[0]!.points.some(({ number }) => number === 1234)).toBe(true);
  });
});

test('importances are sorted, at most twenty, and not negative', () => {
  const many = Object.fromEntries(Array.from({ length: 23 }, (_, i) => [`p${i}`, i]));
  const info = paramImportancesInfo(many);
  expect([info.bars.length, info.bars[0], info.leftOut]).toEqual([20, { name: 'p22', importance: 22 }, 3]);
  for (const bad of [{}, { a: -1 }, { a: Number.NaN }])
    expect(errorCode(() => paramImportancesInfo(bad))).toBe('bad-argument');
});

describe('parallelCoordinateInfo', () => {
  test('lines go from the worst to the best, through the objective first', () => {
    const { axes, lines, best } = parallelCoordinateInfo(tradeOffStudy(), { objective: 1, objectiveName: 'ms' });
    expect(axes.map(({ name }) => name)).toEqual(['ms', 'width', 'decay', 'kind']);
    const times = lines.map(({ positions }) => positions[0]!);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(lines.at(-1)!.rank).toBe(1);
    expect(lines.at(-1)!.number).toBe(best);
  });

  test('trials without a parameter are counted, not drawn; rare parameters have no axis', () => {
    const distributions = { x: { type: 'float', low: 0, high: 1 }, y: { type: 'float', low: 0, high: 1 } } as const;
    const trials = [0, 1, 2].map((i) =>
      trialOf(i, { values: [i], params: i === 2 ? { y: 0.5 } : i === 1 ? { x: 0.1 } : { x: 0.3 }, distributions }),
    );
    const info = parallelCoordinateInfo({ name: 's', directions: minimize, trials });
    expect(info.axes.map(({ name }) => name)).toEqual(['value', 'x']);
    expect(info.lines).toEqual([
      { number: 1, positions: [1, 0.1], rank: 0.5 },
      { number: 0, positions: [0, 0.3], rank: 1 },
    ]);
    expect(info.incomplete).toBe(1);
  });
});

describe('intermediateValuesInfo', () => {
  test('orders steps, and leaves a gap where a value is not finite', () => {
    const reports = new Map([
      [3, 0.5],
      [1, Number.NaN],
      [2, 0.75],
    ]);
    const trials = [trialOf(0, { values: [0.5], intermediateValues: reports }), trialOf(1, { values: [0] })];
    expect(intermediateValuesInfo({ name: 's', directions: minimize, trials })).toMatchObject({
      curves: [
        {
          number: 0,
          points: [
            { step: 1, value: null },
            { step: 2, value: 0.75 },
            { step: 3, value: 0.5 },
          ],
        },
      ],
      best: 0,
      total: 1,
      axis: { domain: [0.5, 0.75] },
    });
    expect(errorCode(() => intermediateValuesInfo({ name: 's', directions: minimize, trials: trials.slice(1) }))).toBe(
      'no-result',
    );
  });

  test('long curves keep their last step, and many curves the best', () => {
    const trials = Array.from({ length: 500 }, (_, i) =>
      trialOf(i, {
        values: [i === 333 ? -5 : i],
        intermediateValues: new Map(Array.from({ length: 1000 }, (_, step) => [step, i + step])),
      }),
    );
    const { curves, best, total } = intermediateValuesInfo({ name: 's', directions: minimize, trials });
    expect([curves.length, best, total]).toEqual([73, 333, 500]);
    expect(curves.some(({ number }) => number === 333)).toBe(true);
    for (const { points } of curves) {
      expect(points.length).toBeLessThanOrEqual(151);
      expect(points.at(-1)!.step).toBe(999);
    }
  });
});

describe('timelineInfo', () => {
  test('counts from the first start in seconds; who runs still ends with what is known', () => {
    const trials = [
      trialOf(0, { startedAt: 10_000, endedAt: 14_000 }),
      trialOf(1, { startedAt: 11_000, endedAt: 12_000, state: 'pruned' }),
      trialOf(2, { startedAt: 12_000, state: 'running' }),
      trialOf(3, { state: 'waiting' }),
    ];
    expect(timelineInfo({ name: 's', directions: minimize, trials })).toEqual({
      bars: [
        { number: 0, start: 0, end: 4, outcome: 'complete' },
        { number: 1, start: 1, end: 2, outcome: 'pruned' },
        { number: 2, start: 2, end: 4, outcome: 'running' },
      ],
      seconds: 4,
      atOnce: 2,
      total: 3,
    });
  });

  test('a study without times is refused', () => {
    expect(errorCode(() => timelineInfo(tradeOffStudy()))).toBe('no-result');
  });
});

describe('edfInfo', () => {
  test('counts the share of values that are at most each', () => {
    const trials = [3, 1, 3, 7].map((value, i) => trialOf(i, { values: [value] }));
    expect(edfInfo([{ name: 'a', directions: minimize, trials }]).curves).toEqual([
      {
        study: 'a',
        count: 4,
        points: [
          { value: 1, share: 0.25 },
          { value: 3, share: 0.75 },
          { value: 7, share: 1 },
        ],
      },
    ]);
  });

  test('compares one to six studies', () => {
    expect(errorCode(() => edfInfo([]))).toBe('bad-argument');
    expect(errorCode(() => edfInfo(Array.from({ length: 7 }, () => networkStudy())))).toBe('bad-argument');
  });
});
