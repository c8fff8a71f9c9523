import type { Executor } from '@glassbox/tuning';

/** The same executor; tells when it is given a trial. */
export function watched(executor: Executor, onBegin: (number: number) => void): Executor {
  return {
    name: executor.name,
    run: (objective, source) =>
      executor.run(objective, {
        get signal() {
          return source.signal;
        },
        async next() {
          const trial = await source.next();
          if (trial) onBegin(trial.number);
          return trial;
        },
        end: (trial, outcome) => source.end(trial, outcome),
      }),
  };
}
