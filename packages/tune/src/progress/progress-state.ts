import type { StudyView, TrialRecord, TrialState } from '@glassbox/tuning';

/** How far a study is. */
export interface ProgressState {
  /** Trials that have ended. */
  readonly done: number;
  /** Undefined where the end is not known. */
  readonly total: number | undefined;
  readonly counts: Readonly<Record<TrialState, number>>;
  /** The best trial so far, where there is one direction. */
  readonly best: { readonly value: number; readonly number: number } | undefined;
  /** Seconds that are left; undefined where it cannot be said. */
  readonly left: number | undefined;
}

/** How many trials are in which state. */
export function countsOf(trials: readonly TrialRecord[]): Record<TrialState, number> {
  const counts = { running: 0, complete: 0, pruned: 0, failed: 0, waiting: 0 };
  for (const { state } of trials) counts[state]++;
  return counts;
}

/** Seconds that a trial took; undefined where it has not ended, or its times are not known. */
export const secondsOf = ({ startedAt, endedAt }: TrialRecord): number | undefined =>
  startedAt === undefined || endedAt === undefined ? undefined : Math.max(0, endedAt - startedAt) / 1000;

/** Seconds that a trial takes on average; undefined where none has ended. */
export function meanSeconds(trials: readonly TrialRecord[]): number | undefined {
  const times = trials.map(secondsOf).filter((seconds) => seconds !== undefined);
  return times.length === 0 ? undefined : times.reduce((sum, seconds) => sum + seconds, 0) / times.length;
}

/**
 * Seconds until all trials have ended: what is left of the running ones and all of the others, by the mean of those that have ended, shared
 * among the processes.
 */
function secondsLeft(trials: readonly TrialRecord[], total: number, lanes: number, now: number): number | undefined {
  const mean = meanSeconds(trials);
  if (mean === undefined) return undefined;
  const running = trials.filter(({ state }) => state === 'running');
  const waiting = trials.filter(({ state }) => state === 'waiting').length;
  const rest = running.map(({ startedAt = now }) => Math.max(0, mean - (now - startedAt) / 1000));
  const work = rest.reduce((sum, seconds) => sum + seconds, 0) + mean * (Math.max(0, total - trials.length) + waiting);
  // Others may help; and no trial is shared.
  return Math.max(work / Math.max(lanes, running.length, 1), ...rest, 0);
}

/**
 * How far a study is.
 *
 * @param best the number of its best trial.
 * @param lanes processes of ours that run trials.
 * @param now milliseconds since 1970.
 */
export function progressOf(
  { trials }: Pick<StudyView, 'trials'>,
  { best, total, lanes, now }: { best: number | undefined; total: number | undefined; lanes: number; now: number },
): ProgressState {
  const counts = countsOf(trials);
  const done = counts.complete + counts.pruned + counts.failed;
  const value = best === undefined ? undefined : trials[best]!.values![0]!;
  return {
    done,
    total,
    counts,
    best: value === undefined ? undefined : { value, number: best! },
    left: total === undefined ? undefined : secondsLeft(trials, total, lanes, now),
  };
}
