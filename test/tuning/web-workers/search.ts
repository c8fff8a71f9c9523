import { createStudy, type Executor, median, tpe } from '@glassbox/tuning';

/** What comes of twenty trials of one seed. */
export async function search(objective: URL, executor: Executor): Promise<object[]> {
  const study = await createStudy({ sampler: tpe({ seed: 5 }), pruner: median({ startupTrials: 3 }) });
  await study.optimize(objective, { trials: 20, executor });
  return study.trials.map(({ params, state, values, userAttributes }) => ({ params, state, values, userAttributes }));
}
