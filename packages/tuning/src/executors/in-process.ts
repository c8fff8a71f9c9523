import { GlassboxError, requireArgument } from '@glassbox/core';
import { endingOf } from '../study/ending.js';
import type { Trial } from '../study/trial.js';
import type { Executor, Objective, TrialSource } from './executor.js';

/** The objective itself; one that is a module's default export is loaded. */
async function loaded(objective: Objective | URL): Promise<Objective> {
  if (typeof objective === 'function') return objective;
  const { default: found } = (await import(/* @vite-ignore */ objective.href)) as { readonly default?: unknown };
  if (typeof found === 'function') return found as Objective;
  throw new GlassboxError('bad-objective', `The module ${objective.href} has no function as its default export.`);
}

async function outcomeOf(objective: Objective, trial: Trial) {
  try {
    return await objective(trial);
  } catch (error) {
    return endingOf(error);
  }
}

/**
 * Runs trials in this process, several at a time where each awaits work that is done elsewhere.
 *
 * @param concurrency at least 1.
 */
export function inProcess(concurrency = 1): Executor {
  requireArgument(
    Number.isInteger(concurrency) && concurrency >= 1,
    `concurrency is a whole number of at least 1, but ${concurrency} came.`,
  );
  return {
    name: 'in-process',
    async run(given, source: TrialSource) {
      const objective = await loaded(given);
      const work = async () => {
        for (let trial = await source.next(); trial; trial = await source.next()) {
          await source.end(trial, await outcomeOf(objective, trial));
        }
      };
      const outcomes = await Promise.allSettled(Array.from({ length: concurrency }, work));
      const failure = outcomes.find((outcome) => outcome.status === 'rejected');
      if (failure) throw failure.reason;
    },
  };
}
