import { GlassboxError } from '@glassbox/core';
import { type ObjectiveInfo, type ObjectiveOptions, objectiveOf, objectiveValue, signOf } from './objective.js';
import { outcomeOf, type TrialOutcome } from './outcome.js';
import { type AxisInfo, valueAxis } from './param-axis.js';
import type { StudyData, TrialData } from './study-data.js';
import { thin } from './thin.js';

/** What one trial reported. */
export interface ReportedCurve {
  readonly number: number;
  readonly outcome: TrialOutcome;
  /** By step; null where the value was not finite, which leaves a gap. */
  readonly points: readonly { readonly step: number; readonly value: number | null }[];
}

/** The numbers of intermediate values. */
export interface IntermediateValuesInfo {
  readonly objective: ObjectiveInfo;
  readonly curves: readonly ReportedCurve[];
  readonly axis: AxisInfo;
  /** The best complete trial that reported. */
  readonly best: number | undefined;
  /** Trials that reported. */
  readonly total: number;
}

const mostCurves = 80;
const mostSteps = 150;

/** Gathers what the trials reported, by step. No report with a finite value throws `no-result`. */
export function intermediateValuesInfo(study: StudyData, options: ObjectiveOptions = {}): IntermediateValuesInfo {
  const objective = objectiveOf(study, options);
  const reporting = study.trials.filter(({ intermediateValues }) => (intermediateValues?.size ?? 0) > 0);
  const best = bestOf(reporting, objective);
  const curves = thin(reporting, mostCurves, ({ number }) => number === best).map(curveOf);
  const values = curves.flatMap(({ points }) => points.flatMap(({ value }) => (value === null ? [] : [value])));
  if (values.length === 0) {
    throw new GlassboxError(
      'no-result',
      `No trial of study '${study.name}' has reported a finite value. Call \`trial.report\` in the objective.`,
      { details: { study: study.name } },
    );
  }
  return { objective, curves, axis: valueAxis(objective.name, values), best, total: reporting.length };
}

function curveOf(trial: TrialData): ReportedCurve {
  const reports = [...trial.intermediateValues!].sort(([a], [b]) => a - b);
  const last = reports.at(-1);
  const points = thin(reports, mostSteps, (report) => report === last).map(([step, value]) => ({
    step,
    value: Number.isFinite(value) ? value : null,
  }));
  return { number: trial.number, outcome: outcomeOf(trial), points };
}

function bestOf(trials: readonly TrialData[], objective: ObjectiveInfo): number | undefined {
  const scored = trials.flatMap((trial) => {
    const value = objectiveValue(trial, objective);
    return value === null || outcomeOf(trial) !== 'complete' ? [] : [{ number: trial.number, value }];
  });
  if (scored.length === 0) return undefined;
  const sign = signOf(objective);
  return scored.reduce((best, each) => (sign * each.value < sign * best.value ? each : best)).number;
}
