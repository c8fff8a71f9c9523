import { GlassboxError } from '@glassbox/core';

/** What `trial.report` throws where the pruner says so: let it pass, and the trial ends as pruned. */
export class TrialPruned extends GlassboxError {
  constructor(trial: number, step: number) {
    super(
      'trial-pruned',
      `Trial ${trial} was pruned at step ${step}. Let this error pass; the study takes it from there.`,
      {
        details: { trial, step },
      },
    );
  }
}
