import { GlassboxError } from '@glassbox/core';
import { outcomeOf, type TrialOutcome } from './outcome.js';
import { extent } from './param-axis.js';
import type { StudyData, TrialData } from './study-data.js';
import { thin } from './thin.js';

/** When one trial ran, in seconds since the first began. */
export interface TimelineBar {
  readonly number: number;
  readonly start: number;
  /** For a trial that is still running the last moment that the study knows of. */
  readonly end: number;
  readonly outcome: TrialOutcome;
}

/** The numbers of a timeline. */
export interface TimelineInfo {
  readonly bars: readonly TimelineBar[];
  /** Seconds from the first start to the last end. */
  readonly seconds: number;
  /** The most trials that ran at one moment. */
  readonly atOnce: number;
  readonly total: number;
}

const mostBars = 500;

/** Gathers when each trial ran. No trial with a time throws `no-result`. */
export function timelineInfo(study: StudyData): TimelineInfo {
  const timed = study.trials.filter(isTimed);
  if (timed.length === 0) {
    throw new GlassboxError('no-result', `No trial of study '${study.name}' says when it began (startedAt).`, {
      details: { study: study.name },
    });
  }
  const [first, last] = extent(timed.flatMap(({ startedAt, endedAt }) => [startedAt, endedAt ?? startedAt]));
  const bars = timed.map((trial) => ({
    number: trial.number,
    start: (trial.startedAt - first) / 1000,
    end: ((trial.endedAt ?? last) - first) / 1000,
    outcome: outcomeOf(trial),
  }));
  return { bars: thin(bars, mostBars), seconds: (last - first) / 1000, atOnce: mostAtOnce(bars), total: bars.length };
}

const isTimed = (trial: TrialData): trial is TrialData & { readonly startedAt: number } =>
  trial.startedAt !== undefined && Number.isFinite(trial.startedAt);

/** A trial that ends at the moment another begins does not run beside it. */
function mostAtOnce(bars: readonly TimelineBar[]): number {
  const changes = bars.flatMap(({ start, end }) => [
    { at: start, by: 1 },
    { at: end, by: -1 },
  ]);
  changes.sort((a, b) => a.at - b.at || a.by - b.by);
  let [now, most] = [0, 1];
  for (const { by } of changes) {
    now += by;
    most = Math.max(most, now);
  }
  return most;
}
