import type { TrialState } from './trial-record.js';

/** States of trials as Optuna calls them, in its databases and its tables. */
export const optunaStates: Readonly<Record<TrialState, string>> = {
  running: 'RUNNING',
  complete: 'COMPLETE',
  pruned: 'PRUNED',
  failed: 'FAIL',
  waiting: 'WAITING',
};
