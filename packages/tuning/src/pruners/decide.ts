import { oneObjective } from '../multi-objective/one-objective.js';
import type { Json, StudyView, TrialRecord } from '../study/trial-record.js';
import type { Pruner } from './pruner.js';

/** What a pruner decides; one that does not read vectors is shown a single objective. */
export function decide(
  pruner: Pruner,
  study: StudyView,
  trial: TrialRecord,
  remember: (key: string, value: Json) => void,
): boolean {
  if (study.directions.length === 1 || pruner.takesVectors) return pruner.shouldPrune(study, trial, remember);
  const shown = oneObjective(study, trial, remember);
  return pruner.shouldPrune(shown.study, shown.trial, shown.remember);
}
