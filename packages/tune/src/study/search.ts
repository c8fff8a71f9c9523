import { isGlassboxError } from '@glassbox/core';
import {
  bullmq,
  type Executor,
  inProcess,
  type QueuePlace,
  type StopRules,
  type Study,
  type TrialRecord,
  workers,
} from '@glassbox/tuning';
import { listenForInterrupts } from '../cli/interrupts.js';
import type { Surroundings } from '../cli/surroundings.js';
import { bestOf, summaryJson, summaryText } from '../output/study-summary.js';
import { trialJson } from '../output/trial-json.js';
import { progressOf } from '../progress/progress-state.js';
import { type Reporter, reporterOn, silentOn } from '../progress/reporter.js';
import { watched } from './watched.js';

/** What is to be done with a study. */
export interface SearchPlan {
  readonly study: Study;
  readonly objective: URL;
  /** Trials to run here; or else `total`. */
  readonly trials: number | undefined;
  /** Trials that the study is to have. */
  readonly total: number | undefined;
  /** Processes; 0 for this one. With a queue, trials that are there at a time. */
  readonly workers: number;
  readonly queue: QueuePlace | undefined;
  readonly timeout: number | undefined;
  readonly stop: StopRules;
  readonly json: boolean;
  readonly quiet: boolean;
  /** What is said of how to go on after Ctrl-C. */
  readonly wayOn: string;
}

/** Runs trials until all are done or it is interrupted, tells how it goes, and gives the exit status. */
export async function search(plan: SearchPlan, surroundings: Surroundings): Promise<number> {
  const { study, json } = plan;
  const tell = (event: object) => {
    if (json) surroundings.out(`${JSON.stringify(event)}\n`);
  };
  const interrupts = listenForInterrupts(surroundings.signals, {
    onFirst: () => surroundings.stderr.write(stopping(plan)),
    onSecond: surroundings.exit,
    now: surroundings.now,
  });
  let isInterrupted = false;
  const reporter = plan.quiet
    ? silentOn(surroundings.stderr)
    : reporterOn(surroundings.stderr, stateOf(plan, surroundings.now), surroundings.now);
  tell({
    event: 'search-begin',
    study: study.name,
    directions: study.directions,
    total: plan.total,
    workers: plan.workers,
  });
  try {
    reporter.update();
    await optimize(plan, interrupts.signal, tell, reporter);
  } catch (error) {
    if (!isGlassboxError(error, 'aborted')) throw error;
    isInterrupted = true;
  } finally {
    reporter.close();
    interrupts.stop();
  }
  tell({ event: 'search-end', isInterrupted, ...summaryJson(study) });
  if (!json) surroundings.out(summaryText(study));
  if (isInterrupted) surroundings.stderr.write(`${plan.wayOn}\n`);
  return isInterrupted ? interrupts.status() : Number(bestOf(study).length === 0 && plan.total !== 0);
}

const stopping = ({ workers: count }: SearchPlan) =>
  `\n${count === 0 ? 'Stopping after the trial under way' : 'Stopping; trials under way are given back'}. Ctrl-C again leaves at once.\n`;

function stateOf({ study, total, workers: lanes }: SearchPlan, now: () => number) {
  const isOne = study.directions.length === 1;
  const best = () => (isOne ? bestOf(study)[0]?.number : undefined);
  return () => progressOf(study, { best: best(), total, lanes, now: now() });
}

function executorOf({ workers: count, queue, timeout }: SearchPlan, { print }: Reporter): Executor {
  if (queue) return bullmq({ ...queue, concurrency: count });
  if (count === 0) return inProcess();
  return workers(count, { onOutput: print, ...(timeout !== undefined && { timeout }) });
}

async function optimize(
  plan: SearchPlan,
  signal: AbortSignal,
  tell: (event: object) => void,
  reporter: Reporter,
): Promise<void> {
  const { study, objective, trials, total, stop } = plan;
  const onBegin = (number: number) => {
    tell({ event: 'trial-begin', number });
    reporter.update();
  };
  const onTrial = (trial: TrialRecord) => {
    tell({ event: 'trial-end', ...trialJson(trial) });
    reporter.update();
  };
  // Where something else is to stop it, as many as that lets.
  const count = trials ?? (total === undefined ? Number.MAX_SAFE_INTEGER : undefined);
  await study.optimize(objective, {
    ...(count === undefined ? { total: total! } : { trials: count }),
    executor: watched(executorOf(plan, reporter), onBegin),
    stop,
    signal,
    onTrial,
  });
}
