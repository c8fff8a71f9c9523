import { requireArgument } from '@glassbox/core';
import { type ObjectiveInfo, type ObjectiveOptions, objectiveOf, scoredTrials } from './objective.js';
import { type AxisInfo, valueAxis } from './param-axis.js';
import type { StudyData } from './study-data.js';
import { thin } from './thin.js';

/** What share of a study's trials has at most each value. */
export interface EdfCurve {
  readonly study: string;
  readonly points: readonly { readonly value: number; readonly share: number }[];
  readonly count: number;
}

/** The numbers of empirical distribution functions. */
export interface EdfInfo {
  readonly objective: ObjectiveInfo;
  readonly axis: AxisInfo;
  readonly curves: readonly EdfCurve[];
}

const mostPoints = 400;
const mostStudies = 6;

/**
 * Gathers F(v) = share of the complete trials whose value is at most v, for one study or several.
 *
 * None or more than six studies throw `bad-argument`; one without a complete trial throws `no-result`.
 */
export function edfInfo(studies: readonly StudyData[], options: ObjectiveOptions = {}): EdfInfo {
  requireArgument(
    studies.length >= 1 && studies.length <= mostStudies,
    `Pass 1 to ${mostStudies} studies; ${studies.length} came.`,
  );
  const objective = objectiveOf(studies[0]!, options);
  const curves = studies.map((study) => curveOf(study, objective));
  const values = curves.flatMap(({ points }) => points.map(({ value }) => value));
  return { objective, axis: valueAxis(objective.name, values), curves };
}

function curveOf(study: StudyData, objective: ObjectiveInfo): EdfCurve {
  const values = Float64Array.from(scoredTrials(study, objective), ({ value }) => value).sort();
  const steps = [...values].flatMap((value, i) =>
    value === values[i + 1] ? [] : [{ value, share: (i + 1) / values.length }],
  );
  const ends = [steps[0], steps.at(-1)];
  return { study: study.name, points: thin(steps, mostPoints, (step) => ends.includes(step)), count: values.length };
}
