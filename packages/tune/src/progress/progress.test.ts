import type { TrialRecord } from '@glassbox/tuning';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type ProgressState, progressOf } from './progress-state.js';
import { progressText } from './progress-text.js';
import { reporterOn } from './reporter.js';

afterEach(() => void vi.useRealTimers());

const trial = (number: number, state: TrialRecord['state'], startedAt?: number, endedAt?: number): TrialRecord => ({
  number,
  state,
  values: state === 'complete' ? [number / 100] : undefined,
  params: {},
  distributions: {},
  proposed: {},
  intermediateValues: new Map(),
  intermediateVectors: new Map(),
  constraints: {},
  userAttributes: {},
  systemAttributes: {},
  startedAt,
  endedAt,
});

// Two that took 10 and 20 seconds, one that has run for 5, one for 60.
const trials = [
  trial(0, 'complete', 0, 10_000),
  trial(1, 'pruned', 0, 20_000),
  trial(2, 'running', 95_000),
  trial(3, 'running', 40_000),
];

describe('the time left', () => {
  const left = (total: number, lanes: number) => progressOf({ trials }, { best: 0, total, lanes, now: 100_000 }).left;

  it('is what is left of running trials and all of the others, by their mean, shared among processes', () => {
    expect(left(10, 2)).toBe((10 + 0 + 6 * 15) / 2);
    expect(left(10, 4)).toBe((10 + 0 + 6 * 15) / 4);
    // Two run already, so there are two at least.
    expect(left(10, 1)).toBe((10 + 0 + 6 * 15) / 2);
    // A trial is not shared.
    expect(left(4, 8)).toBe(10);
  });

  it('cannot be said before a trial has ended, or without an end', () => {
    const running = [trial(0, 'running', 0)];
    expect(progressOf({ trials: running }, { best: undefined, total: 3, lanes: 1, now: 5 }).left).toBeUndefined();
    expect(progressOf({ trials }, { best: 0, total: undefined, lanes: 1, now: 5 }).left).toBeUndefined();
  });
});

const state: ProgressState = {
  done: 12,
  total: 50,
  counts: { running: 2, complete: 8, pruned: 3, failed: 1, waiting: 0 },
  best: { value: 0.03125, number: 7 },
  left: 80,
};

describe('the line', () => {
  it('tells all there is, and the most important where there is no room', () => {
    const whole = '12/50 [====>               ]  best 0.0313 (trial 7)  ETA 1:20  2 running  3 pruned  1 failed';
    expect(progressText(state)).toBe(whole);
    expect(progressText(state, 80)).toBe('12/50  best 0.0313 (trial 7)  ETA 1:20  2 running  3 pruned  1 failed');
    expect(progressText(state, 45)).toBe('12/50  best 0.0313 (trial 7)  ETA 1:20');
    for (let columns = 2; columns < 120; columns++) expect(progressText(state, columns).length).toBeLessThan(columns);
    expect(progressText({ ...state, total: undefined, left: undefined })).toMatch(/^12 trials {2}best/);
    expect(progressText({ ...state, done: 50, best: undefined })).toMatch(/^50\/50 \[={20}\] {2}2 running/);
  });
});

describe('the reporter', () => {
  const written: string[] = [];
  const stream = (isTTY: boolean) => ({ isTTY, columns: 45, write: (text: string) => void written.push(text) });

  it('rewrites one line of a terminal, at most ten times a second, and each second by itself', () => {
    vi.useFakeTimers({ now: 0 });
    written.length = 0;
    const reporter = reporterOn(stream(true), () => state, Date.now);
    reporter.update();
    vi.advanceTimersByTime(50);
    reporter.update();
    const line = '\r12/50  best 0.0313 (trial 7)  ETA 1:20\x1b[K';
    expect(written).toEqual([line]);
    vi.advanceTimersByTime(1000);
    expect(written).toEqual([line, line]);
    reporter.print('it prints');
    reporter.close();
    vi.advanceTimersByTime(5000);
    expect(written.slice(2)).toEqual(['\r\x1b[Kit prints\n', line, line, '\n']);
  });

  it('writes plain lines elsewhere: for a better value, after ten seconds, and at the end', () => {
    vi.useFakeTimers({ now: 0 });
    written.length = 0;
    let current: ProgressState = { ...state, done: 1, best: undefined };
    const reporter = reporterOn(stream(false), () => current, Date.now);
    const step = (change: Partial<ProgressState>, seconds = 1) => {
      current = { ...current, ...change };
      vi.advanceTimersByTime(1000 * seconds);
      reporter.update();
      return written.length;
    };
    expect(step({ done: 2 })).toBe(0);
    expect(step({ done: 3, best: { value: 1, number: 2 } })).toBe(1);
    expect(step({ done: 4 })).toBe(1);
    expect(step({ done: 5 }, 10)).toBe(2);
    expect(step({}, 20)).toBe(2);
    expect(step({ done: 6 }, 0)).toBe(3);
    current = { ...current, done: 7 };
    reporter.close();
    expect(written).toHaveLength(4);
    expect(written[0]).toMatch(/^ 3\/50 \[.*best 1\.0000 \(trial 2\).*\n$/);
  });
});
