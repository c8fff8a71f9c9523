import type { Executor } from '../executors/executor.js';
import { inProcess } from '../executors/in-process.js';
import { median } from '../pruners/percentile.js';
import { tpe } from '../samplers/tpe/tpe.js';
import { createStudy, type Study } from '../study/study.js';
import { type ConformanceCase, check, checkSame, declareCases, type TestApi } from './conformance.js';

/** What of an executor is tested. */
export interface ExecutorSubject {
  readonly name: string;
  /** Makes one that runs one trial at a time, or up to `count`. */
  make(count: number): Executor;
  /** Whether trials run apart from the caller, so that one that crashes or never ends harms nobody else. */
  readonly isolates: boolean;
}

/** A module of its own, for any platform that imports by address. */
const moduleOf = (code: string) => new URL(`data:text/javascript,${encodeURIComponent(code)}`);

const objective = moduleOf(`export default async (trial) => {
  const x = trial.float('x', -5, 5);
  const kind = trial.categorical('kind', ['größe', null, true]);
  const depth = kind === null ? trial.int('depth', 1, 9, { log: true }) : 0;
  trial.setAttribute('note', { text: 'größer "quoted" \\n' });
  trial.setConstraint('depth', depth - 5);
  for (let step = 0; step < 3; step++) trial.report((x - 2) ** 2 + depth - step, step);
  await undefined;
  return (x - 2) ** 2 + depth + (trial.boolean('more') ? 1 : 0) + 0 * trial.params.x;
};`);

/** Ends in one way after the other. */
const endings = moduleOf(`export default (trial) => {
  const way = trial.number;
  if (way === 0) throw new Error('It has no memory left.');
  if (way === 1) return NaN;
  if (way === 2) return 'much';
  if (way === 3) return trial.float('x', 3, 1);
  return -Infinity;
};`);

const vectors = moduleOf(`export default (trial) => {
  trial.report([trial.number, Infinity], 0);
  return [trial.number, -Infinity];
};`);

const shown = ({ trials }: Study) =>
  trials.map(({ params, state, values, intermediateValues, userAttributes, constraints }) => ({
    params,
    state,
    values,
    reports: [...intermediateValues],
    userAttributes,
    constraints,
  }));

/** What every executor has to do. */
export const executorCases: readonly ConformanceCase<ExecutorSubject>[] = [
  {
    name: 'gives the trials that the caller’s process gives, with their reports and notes',
    async run({ make }) {
      const settings = () => ({ pruner: median({ startupTrials: 3 }), sampler: tpe({ seed: 5 }) });
      const [here, there] = [await createStudy(settings()), await createStudy(settings())];
      await here.optimize(objective, { trials: 20, executor: inProcess() });
      await there.optimize(objective, { trials: 20, executor: make(1) });
      checkSame(shown(there), shown(here), 'The trials');
      check(
        there.trials.some(({ state }) => state === 'pruned'),
        () => 'No trial was pruned.',
      );
    },
  },
  {
    name: 'runs each trial once where there are several at a time',
    async run({ make }) {
      const study = await createStudy({ sampler: tpe({ seed: 5 }) });
      const ended: number[] = [];
      await study.optimize(objective, { trials: 12, executor: make(3), onTrial: ({ number }) => ended.push(number) });
      checkSame(
        ended.toSorted((a, b) => a - b),
        Array.from({ length: 12 }, (_, i) => i),
        'Trials that ended',
      );
      check(
        study.trials.every(({ state }) => state === 'complete'),
        () => 'Not all are complete.',
      );
    },
  },
  {
    name: 'fails a trial that throws or gives no number, says why, and goes on',
    async run({ make }) {
      const study = await createStudy({ sampler: tpe({ seed: 5 }) });
      await study.optimize(endings, { trials: 5, executor: make(1) });
      checkSame(
        study.trials.map(({ state }) => state),
        ['failed', 'failed', 'failed', 'failed', 'complete'],
        'The states',
      );
      checkSame(study.trials[4]!.values, [Number.NEGATIVE_INFINITY], 'The value');
      const reasons = study.trials.map(({ systemAttributes }) => String(systemAttributes.fail_reason));
      checkSame(reasons[0], 'It has no memory left.', 'The reason');
      for (const [i, word] of ['NaN', 'much', 'reversed'].entries()) {
        check(reasons[i + 1]!.includes(word), () => `The reason of trial ${i + 1} is: ${reasons[i + 1]}`);
      }
    },
  },
  {
    name: 'carries the values of several objectives',
    async run({ make }) {
      const study = await createStudy({ directions: ['minimize', 'maximize'], sampler: tpe({ seed: 5 }) });
      await study.optimize(vectors, { trials: 2, executor: make(1) });
      checkSame(
        study.trials.map(({ values }) => values),
        [
          [0, Number.NEGATIVE_INFINITY],
          [1, Number.NEGATIVE_INFINITY],
        ],
        'The values',
      );
      checkSame([...study.trials[1]!.intermediateVectors], [[0, [1, Number.POSITIVE_INFINITY]]], 'The reports');
    },
  },
  {
    name: 'refuses a module without an objective, and begins no trial',
    async run({ make }) {
      const study = await createStudy();
      const failure = await study.optimize(moduleOf('export const a = 1;'), { trials: 1, executor: make(2) }).then(
        () => undefined,
        (error: unknown) => error as { readonly code?: string },
      );
      checkSame(failure?.code, 'bad-objective', 'The error');
      checkSame(study.trials.length, 0, 'Trials');
    },
  },
  {
    name: 'ends with the signal, and gives back the trial that it interrupted',
    skip: ({ isolates }) => (isolates ? undefined : 'It runs trials in the caller’s process.'),
    async run({ make }) {
      const study = await createStudy({ sampler: tpe({ seed: 5 }) });
      const endless = moduleOf('export default (trial) => { trial.report(1, 0); for (;;); };');
      const stop = new AbortController();
      const report = study.optimize(endless, { trials: 5, executor: make(1), signal: stop.signal }).then(
        () => undefined,
        (error: unknown) => error as { readonly code?: string },
      );
      while (study.trials[0]?.intermediateValues.size !== 1) await new Promise((resolve) => setTimeout(resolve));
      stop.abort();
      checkSame((await report)?.code, 'aborted', 'The error');
      checkSame(
        study.trials.map(({ state }) => state),
        ['waiting'],
        'The states',
      );
      await study.optimize(objective, { trials: 1, executor: make(1) });
      checkSame(
        study.trials.map(({ state }) => state),
        ['complete'],
        'The states after another search',
      );
    },
  },
];

/**
 * Tests an executor within a test framework: one test a case.
 *
 * @example
 * executorConformance({ name: 'mine', make: (count) => mine(count), isolates: true }, { describe, it });
 */
export const executorConformance = (subject: ExecutorSubject, api: TestApi): void =>
  declareCases(`executor ${subject.name}`, executorCases, subject, api);
