import { parseHTML } from 'linkedom/worker';
import { describe, expect, test } from 'vitest';
import { errorCode } from '../../test/error-code.js';
import { networkStudy, tradeOffStudy, trialOf } from '../../test/gallery/studies.js';
import { type StudyReportOptions, studyReport } from './study-report.js';

const importances = { dropout: 0.11, units: 0.27, learningRate: 0.6, optimizer: 0.02 };
const read = (study: Parameters<typeof studyReport>[0], options?: StudyReportOptions) =>
  parseHTML(studyReport(study, options)).document;
const headings = (document: Document) => [...document.querySelectorAll('h2')].map((each) => each.textContent);
const words = (root: Element | null) => [...root!.querySelectorAll('p, td, th')].map((each) => each.textContent);

describe('a study of one objective', () => {
  const notes = ['No better value in 30 trials.', 'Widen <units>.'];
  const document = read(networkStudy(), { importances, notes, objectiveNames: ['accuracy'] });

  test('has the best trial, how the trials ended, the notes, every chart that applies and the trials', () => {
    expect(document.querySelector('h1')!.textContent).toBe('Study: network');
    expect(document.querySelector('header p')!.textContent).toBe(
      '60 trials (33 complete, 23 pruned, 3 failed, 1 running); maximize',
    );
    expect(headings(document)).toEqual([
      'Result',
      'Notes',
      'Optimization history',
      'Parameter importances',
      'Values by parameter',
      'Values by two parameters',
      'Parallel coordinates',
      'Intermediate values',
      'Timeline',
      'Distribution of values',
      'Trials',
    ]);
    expect([...document.querySelectorAll('#s2 p')].map((p) => p.textContent)).toEqual(notes);
  });

  test('says the best value and its parameters', () => {
    const best = networkStudy().trials[4]!;
    const result = words(document.querySelector('#s1'));
    expect(result[0]).toBe(`The best accuracy is ${best.values![0]!.toFixed(4)}, of trial 4.`);
    expect(result).toContain(String(best.params.optimizer));
    expect(result).toContain(String(best.params.units));
  });

  test('lists all trials with state, value, parameters and seconds', () => {
    const table = document.querySelector('#s11 table')!;
    expect(words(table.querySelector('thead'))).toEqual([
      'trial',
      'state',
      'accuracy',
      'learningRate',
      'units',
      'dropout',
      'optimizer',
      'seconds',
    ]);
    expect(table.querySelectorAll('tbody tr')).toHaveLength(60);
    expect(words(table.querySelectorAll('tbody tr')[9]!).slice(0, 3)).toEqual(['9', 'failed', '–']);
  });
});

test('several objectives have a front, and each its own charts', () => {
  const document = read(tradeOffStudy(), { objectiveNames: ['error', 'milliseconds'] });
  expect(headings(document)).toEqual([
    'Result',
    'Pareto front',
    'Optimization history',
    'Values by parameter',
    'Values by two parameters',
    'Parallel coordinates',
    'Distribution of values',
    'Trials',
  ]);
  const titles = [...document.querySelectorAll('figure svg > title')].map((title) => title.textContent);
  expect(titles).toHaveLength(11);
  expect(titles).toContain('Slice plot: milliseconds');
  expect(new Set(titles).size).toBe(titles.length);
  expect(document.querySelectorAll('#s1 table')[0]!.querySelector('caption')!.textContent).toBe(
    'Trials on the Pareto front',
  );
});

test('a study with nothing complete says so', () => {
  const empty = read({ name: 'empty', directions: ['minimize'], trials: [] });
  expect(headings(empty)).toEqual(['Result']);
  expect(words(empty.querySelector('#s1'))[0]).toBe('No trial is complete yet.');
  const failed = read({ name: 'failed', directions: ['minimize'], trials: [trialOf(0, { state: 'failed' })] });
  expect(headings(failed)).toEqual(['Result', 'Trials']);
});

test('a trial with an infinite value, without parameters, or beside more than four objectives breaks nothing', () => {
  const infinite = trialOf(0, { values: [Number.POSITIVE_INFINITY] });
  expect(headings(read({ name: 's', directions: ['minimize'], trials: [infinite] }))).toEqual(['Result', 'Trials']);
  const bare = read({ name: 's', directions: ['minimize'], trials: [trialOf(0, { values: [1] })] });
  expect(headings(bare)).toEqual(['Result', 'Optimization history', 'Distribution of values', 'Trials']);
  const five = read({
    name: 's',
    directions: Array.from({ length: 5 }, () => 'minimize' as const),
    trials: [trialOf(0, { values: [1, 2, 3, 4, 5] })],
  });
  expect(headings(five)).toEqual(['Result', 'Optimization history', 'Distribution of values', 'Trials']);
});

test('a bad importance is refused, not left out', () => {
  expect(errorCode(() => studyReport(networkStudy(), { importances: { units: -1 } }))).toBe('bad-argument');
});

test('10,000 trials stay a page of a few megabytes, the best of them in the table', () => {
  const html = studyReport(networkStudy(10_000), { importances });
  expect(html.length).toBeLessThan(2_000_000);
  expect(html).toMatch(/; 2,0\d\d of 9,999 trials drawn, evenly chosen/);
  const { document } = parseHTML(html);
  expect([...document.querySelectorAll('caption')].at(-1)!.textContent).toBe('The best 200 of 10,000 trials by value');
  expect(document.querySelectorAll('*').length).toBeLessThan(30_000);
  expect(studyReport(networkStudy(10_000), { importances })).toBe(html);
});
