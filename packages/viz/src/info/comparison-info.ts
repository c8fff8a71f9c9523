import { type History, requireArgument } from '@glassbox/core';
import { bestPoint } from './best-epoch.js';
import { type EpochValue, trainingInfo } from './training-info.js';

/** One run's line in a panel. */
export interface RunSeries {
  readonly run: string;
  readonly points: readonly EpochValue[];
  readonly best: { readonly epoch: number; readonly value: number } | undefined;
}

/** One metric with a line for each run. */
export interface ComparisonPanel {
  readonly metric: string;
  /** Whether the values are of validation data: so where every run has them. */
  readonly role: 'train' | 'validation';
  readonly series: readonly RunSeries[];
}

/** The numbers of a comparison of runs. */
export interface ComparisonInfo {
  readonly runs: readonly string[];
  readonly panels: readonly ComparisonPanel[];
}

/** The most runs that stay distinguishable in one picture. */
const mostRuns = 6;

/**
 * Lines the same metrics of several runs up, those of validation data where every run has them.
 *
 * No run, or more than six, throws `bad-argument`; a run without epochs throws as `trainingInfo` does.
 */
export function comparisonInfo(runs: Readonly<Record<string, History>>, metrics?: readonly string[]): ComparisonInfo {
  const names = Object.keys(runs);
  requireArgument(
    names.length >= 1 && names.length <= mostRuns,
    `A comparison takes 1 to ${mostRuns} runs by name, but ${names.length} came. Compare the best few.`,
    { runs: names },
  );
  const shown = metrics ?? trainingInfo(runs[names[0]!]!).panels.map((panel) => panel.metric);
  const all = names.map((run) => ({ run, panels: trainingInfo(runs[run]!, shown).panels }));
  return { runs: names, panels: shown.map((metric, index) => panel(metric, index, all)) };
}

type RunPanels = { run: string; panels: ReturnType<typeof trainingInfo>['panels'] };

function panel(metric: string, index: number, all: readonly RunPanels[]): ComparisonPanel {
  const has = (wanted: string) => all.every(({ panels }) => panels[index]!.series.some(({ role }) => role === wanted));
  const role = has('validation') ? 'validation' : 'train';
  requireArgument(has(role), `Not every run measured '${metric}'. Compare runs with the same metrics.`, { metric });
  const series = all.map(({ run, panels }): RunSeries => {
    const points = panels[index]!.series.find((candidate) => candidate.role === role)!.points;
    return { run, points, best: bestPoint(metric, points) };
  });
  return { metric, role, series };
}
