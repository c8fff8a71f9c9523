import { parseHTML } from 'linkedom/worker';
import { describe, expect, test } from 'vitest';
import { toPng, toSvg } from '../src/index.js';
import * as gallery from './gallery/charts.js';

type Name = keyof typeof gallery;

/** What each picture must show: words of its axes and legend, and how many marks of a kind. */
const expected: Readonly<Record<Name, { words: string[]; marks: Readonly<Record<string, number>> }>> = {
  predictedDigit: {
    words: ['column (pixel)', 'row (pixel)', 'probability', 'class', '99.9%'],
    marks: { image: 1, 'g[aria-label="bar"] rect': 10 },
  },
  wrongDigit: {
    words: ['confidence 58.0%; true label 5 (wrong)'],
    marks: { image: 1, 'g[aria-label="bar"] rect': 10 },
  },
  fashionNames: {
    words: ['Predicted label: Ankle boot', 'Trouser'],
    marks: { image: 1, 'g[aria-label="bar"] rect': 10 },
  },
  bareDigit: { words: ['Predicted label: 2'], marks: { image: 1, 'g[aria-label="bar"]': 0 } },
  predictedGrid: {
    words: ['30 of 32 right', '6, not 5', '5, not 3'],
    marks: { image: 32, 'g[aria-label="dot"] path': 32 },
  },
  labelledGrid: { words: ['Sneaker', 'Ankle boot'], marks: { image: 10, 'g[aria-label="dot"] path': 0 } },
  notebookCurves: {
    words: ['accuracy', 'loss', 'epoch', 'training', 'validation'],
    marks: { 'g[aria-label="line"] path': 4, 'g[aria-label="dot"] circle': 20 },
  },
  longCurves: {
    words: ['accuracy', 'loss', 'epoch', '40'],
    marks: { 'g[aria-label="line"] path': 4, 'g[aria-label="dot"] circle': 0 },
  },
  oneEpoch: { words: ['loss', 'epoch', '1'], marks: { 'g[aria-label="dot"] circle': 1 } },
  dropoutRuns: {
    words: ['dropout 0.2', 'dropout 0.5', 'validation accuracy', 'validation loss', 'epoch'],
    marks: { 'g[aria-label="dot"] circle': 20 },
  },
  sixRuns: {
    words: ['sgd', 'momentum', 'rmsprop', 'adam', 'adamw', 'nadam', 'training loss'],
    marks: { 'g[aria-label="line"] path': 6 },
  },
  sigmoidCurve: {
    words: ['f(x)', 'derivative f′(x)', 'x', 'value', 'f(x) = 1 / (1 + e⁻ˣ)'],
    marks: { 'g[aria-label="line"] path': 2 },
  },
  reluCurve: { words: ['relu', 'f(x) = max(0, x)'], marks: { 'g[aria-label="line"] path': 2 } },
  digitConfusion: {
    words: ['predicted class', 'true class', 'share of the true class', '0%', '100%'],
    marks: { 'g[aria-label="cell"] rect': 100 },
  },
  fashionConfusion: {
    words: ['T-shirt/top', 'predicted class', 'true class'],
    marks: { 'g[aria-label="cell"] rect': 100 },
  },
  weightHistogram: { words: ['weight', 'count', 'mean'], marks: {} },
  learnedWeights: { words: ['unit 0', 'unit 9', 'weight'], marks: { image: 10 } },
  historyOfNetwork: {
    words: ['accuracy', 'trial', 'complete', 'pruned', 'failed', 'best so far'],
    marks: { 'g[aria-label="line"] path': 1, 'g[aria-label="dot"] circle': 33 },
  },
  historyOfError: {
    words: ['Optimization history: error', 'infeasible', 'complete'],
    marks: { 'g[aria-label="dot"]': 2, 'g[aria-label="line"] path': 1 },
  },
  networkImportances: {
    words: ['learningRate', 'units', 'dropout', 'optimizer', '0.6000'],
    marks: { 'g[aria-label="bar"] rect': 4 },
  },
  networkSlices: {
    words: ['learningRate (log)', 'units (log)', 'dropout', 'rmsprop', 'best trial', '1e-4'],
    marks: { 'g[aria-label="dot"]': 8 },
  },
  timeSlices: { words: ['milliseconds', 'infeasible', 'width', 'decay (log)'], marks: { 'g[aria-label="dot"]': 9 } },
  networkContours: {
    words: ['learningRate (log)', 'units (log)', 'dropout', 'worst', 'best'],
    marks: { 'g[aria-label="contour"]': 30 },
  },
  errorContours: {
    words: ['decay (log)', 'kind', 'convolution', 'attention of ma…'],
    marks: { 'g[aria-label="contour"]': 0, 'g[aria-label="rect"] rect': 120 },
  },
  networkParallel: {
    words: ['accuracy', 'learningRate', 'adam', '1e-5', 'rank of the accuracy'],
    marks: { 'g[aria-label="line"] path': 33 + 1 },
  },
  networkCurves: {
    words: ['step', 'accuracy', 'pruned', 'best trial'],
    marks: { 'g[aria-label="line"] path': 57 + 1 },
  },
  twoObjectives: {
    words: ['error', 'milliseconds', 'Pareto front', 'dominated', 'infeasible'],
    marks: { 'g[aria-label="line"] path': 1 },
  },
  threeObjectives: {
    words: ['error', 'milliseconds', 'megabytes'],
    marks: { 'g[aria-label="line"]': 0, 'g[aria-label="dot"]': 9 },
  },
  networkTimeline: {
    words: ['minutes since the start', 'trial', 'running'],
    marks: { 'g[aria-label="rect"] rect': 60 },
  },
  twoDistributions: {
    words: ['accuracy', 'share of trials', 'network', 'longer'],
    marks: { 'g[aria-label="line"] path': 2 },
  },
};

describe.each(Object.entries(gallery))('%s', (name, draw) => {
  const chart = draw();
  const svg = toSvg(chart);
  const root = parseHTML(`<!doctype html><html><body>${svg}</body></html>`).document.querySelector('svg')!;
  const { words, marks } = expected[name as Name];

  test('is an image with a name and a description for screen readers', () => {
    expect(root.getAttribute('role')).toBe('img');
    const [title, description] = ['title', 'desc'].map((part) => root.querySelector(part)!);
    expect(title!.textContent).toBe(chart.title);
    expect(description!.textContent!.length).toBeGreaterThan(40);
    expect(root.getAttribute('aria-labelledby')).toBe(title!.id);
    expect(root.getAttribute('aria-describedby')).toBe(description!.id);
  });

  test('says what its axes and marks are', () => {
    const texts = [...root.querySelectorAll('text')].map((text) => text.textContent);
    for (const word of words) expect(texts).toContain(word);
  });

  test('has a mark for each number', () => {
    for (const [selector, count] of Object.entries(marks)) {
      expect([selector, root.querySelectorAll(selector).length]).toEqual([selector, count]);
    }
  });

  test('keeps its words inside the picture', () => {
    const [, , width] = root.getAttribute('viewBox')!.split(' ').map(Number);
    for (const text of root.querySelectorAll(':scope > text')) {
      expect(text.textContent!.length * 6).toBeLessThan(width!);
    }
  });

  test('holds no number that is none, and is XML that another renderer reads', async () => {
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect((await toPng(chart, { scale: 0.25 })).length).toBeGreaterThan(200);
  });

  test('has its numbers as rows of a table', () => {
    expect(chart.table.rows.length).toBeGreaterThan(name === 'bareDigit' ? -1 : 0);
    for (const row of chart.table.rows) expect(row).toHaveLength(chart.table.columns.length);
  });
});

test('the numbers of the drawn runs and matrices stay as they were', () => {
  const { right, total, worst, cells } = gallery.digitConfusion().info;
  expect({ right, total, worst }).toMatchInlineSnapshot(`
    {
      "right": 9745,
      "total": 10000,
      "worst": {
        "count": 24,
        "isRight": false,
        "predicted": "8",
        "share": 0.024870466321243522,
        "truth": "6",
      },
    }
  `);
  expect(cells.filter(({ count }) => count > 0)).toHaveLength(35);
});
