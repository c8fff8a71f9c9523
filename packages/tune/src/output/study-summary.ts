import { formatDuration } from '@glassbox/core';
import type { Json, Study, TrialRecord } from '@glassbox/tuning';
import { countsOf, meanSeconds } from '../progress/progress-state.js';
import { reasonOf, trialJson } from './trial-json.js';

const hasResult = ({ trials }: Pick<Study, 'trials'>) => trials.some(({ state }) => state === 'complete');

/** The best trial, or the Pareto front where there are several objectives; empty where no trial is complete. */
export function bestOf(study: Study): readonly TrialRecord[] {
  if (!hasResult(study)) return [];
  return study.directions.length === 1 ? [study.best] : study.bestTrials;
}

/** What programs are told of a study. */
export function summaryJson(study: Study): { readonly [key: string]: Json } {
  const { name, directions, trials } = study;
  const best = bestOf(study).map(trialJson);
  const mean = meanSeconds(trials);
  return {
    study: name,
    directions,
    trials: { all: trials.length, ...countsOf(trials) },
    ...(mean !== undefined && { meanSeconds: mean }),
    ...(directions.length > 1 ? { bestTrials: best } : best[0] && { best: best[0] }),
  };
}

const number = (value: number) => String(Number(value.toPrecision(6)));

/** Parameters in words. */
const paramsText = ({ params }: TrialRecord): string =>
  Object.entries(params)
    .map(([name, value]) => `${name}=${typeof value === 'number' ? number(value) : value}`)
    .join(', ') || 'no parameters';

/** A trial that has values, in words. */
export const bestText = (trial: TrialRecord): string =>
  `${trial.values!.map(number).join(', ')} (trial ${trial.number}): ${paramsText(trial)}`;

/** Counts in words, without those of which there are none. */
export function countsText(trials: readonly TrialRecord[]): string {
  const counts = Object.entries(countsOf(trials)).filter(([, count]) => count > 0);
  const told = counts.map(([state, count]) => `${count} ${state}`).join(', ');
  return `${trials.length} ${trials.length === 1 ? 'trial' : 'trials'}${told ? ` (${told})` : ''}`;
}

/** What people are told of a study, in lines. */
export function summaryText(study: Study): string {
  const { name, directions, trials } = study;
  const best = bestOf(study);
  const failed = trials.findLast(({ state }) => state === 'failed');
  const mean = meanSeconds(trials);
  const time =
    mean === undefined ? '' : `, ${mean < 10 ? `${number(Number(mean.toFixed(3)))}s` : formatDuration(mean)} each`;
  const lines = [`Study '${name}' (${directions.join(', ')}): ${countsText(trials)}${time}.`];
  if (best.length === 0) lines.push('No trial is complete yet.');
  else if (directions.length === 1) lines.push(`Best: ${bestText(best[0]!)}`);
  else lines.push(`Pareto front, ${best.length} trials:`, ...best.map((trial) => `  ${bestText(trial)}`));
  if (failed) lines.push(`Trial ${failed.number} failed: ${reasonOf(failed) ?? 'no reason was given'}`);
  return `${lines.join('\n')}\n`;
}
