import { crowdingDistances } from '../../multi-objective/crowding.js';
import { dominates, dominationRanks } from '../../multi-objective/dominance.js';
import { lossesOf, type StudyView, type TrialRecord, violation } from '../../study/trial-record.js';

/** Whether a trial is better than another: by its violation of constraints, and where both have none by domination. */
export function isBetter(study: StudyView, a: TrialRecord, b: TrialRecord): boolean {
  const [ofA, ofB] = [violation(a), violation(b)];
  if (ofA > 0 || ofB > 0) return ofA < ofB;
  return dominates(lossesOf(study, a.values!), lossesOf(study, b.values!));
}

/** Fronts of trials, the best first: of feasible ones by domination, after them those that violate constraints, by how much. */
export function frontsOf(study: StudyView, trials: readonly TrialRecord[]): TrialRecord[][] {
  const feasible = trials.filter((trial) => violation(trial) === 0);
  const fronts: TrialRecord[][] = [];
  const ranks = dominationRanks(feasible.map(({ values }) => lossesOf(study, values!)));
  for (const [i, trial] of feasible.entries()) {
    fronts[ranks[i]!] ??= [];
    fronts[ranks[i]!]!.push(trial);
  }
  return [...fronts, ...byViolation(trials)];
}

/** Trials that violate constraints, those that do equally together, the least first. */
function byViolation(trials: readonly TrialRecord[]): TrialRecord[][] {
  const groups = new Map<number, TrialRecord[]>();
  for (const trial of trials) {
    const amount = violation(trial);
    if (amount > 0) groups.set(amount, [...(groups.get(amount) ?? []), trial]);
  }
  return [...groups].sort(([a], [b]) => a - b).map(([, group]) => group);
}

/** The best `count` trials: front by front, and of the front that does not fit those with most room. */
export function eliteOf(study: StudyView, trials: readonly TrialRecord[], count: number): TrialRecord[] {
  const elite: TrialRecord[] = [];
  for (const front of frontsOf(study, trials)) {
    const left = count - elite.length;
    if (left === 0) break;
    const distances = crowdingDistances(front.map(({ values }) => values!));
    const places = front.map((_, i) => i).sort((a, b) => distances[b]! - distances[a]! || a - b);
    const kept = front.length <= left ? front : places.slice(0, left).map((i) => front[i]!);
    elite.push(...kept);
  }
  return elite;
}
