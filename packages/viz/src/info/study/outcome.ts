import type { TrialData } from './study-data.js';

/** What became of a trial: its state, and for a complete one whether it violates a constraint. */
export type TrialOutcome = 'complete' | 'infeasible' | 'pruned' | 'failed' | 'running' | 'waiting';

/** The outcomes in the order in which legends and tables have them. */
export const outcomes: readonly TrialOutcome[] = ['complete', 'infeasible', 'pruned', 'failed', 'running', 'waiting'];

/** Whether no constraint is violated; one that is NaN is. */
export const isFeasible = ({ constraints = {} }: TrialData) =>
  Object.values(constraints).every((amount) => amount <= 0);

export const outcomeOf = (trial: TrialData): TrialOutcome =>
  trial.state === 'complete' && !isFeasible(trial) ? 'infeasible' : trial.state;

/** How many trials have each outcome, those without any left out. */
export function countOutcomes(trials: readonly TrialData[]): [outcome: TrialOutcome, count: number][] {
  const counts = new Map<TrialOutcome, number>();
  for (const trial of trials) counts.set(outcomeOf(trial), (counts.get(outcomeOf(trial)) ?? 0) + 1);
  return outcomes.flatMap((outcome) => (counts.has(outcome) ? [[outcome, counts.get(outcome)!]] : []));
}
