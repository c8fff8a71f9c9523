import { random } from '@glassbox/core';
import type { StudyData, TrialData } from '../../src/index.js';

/** A trial with what every one has. */
export function trialOf(number: number, rest: Partial<TrialData> = {}): TrialData {
  return { number, state: 'complete', params: {}, distributions: {}, ...rest };
}

const space = {
  learningRate: { type: 'float', low: 1e-5, high: 0.1, log: true },
  units: { type: 'int', low: 16, high: 512, log: true },
  dropout: { type: 'float', low: 0, high: 0.6 },
  optimizer: { type: 'categorical', choices: ['adam', 'sgd', 'rmsprop'] },
} as const;

type Source = ReturnType<typeof random>;

function drawn(source: Source) {
  return {
    learningRate: 10 ** (-5 + 4 * source.uniform()),
    units: Math.round(16 * 32 ** source.uniform()),
    dropout: 0.6 * source.uniform(),
    optimizer: space.optimizer.choices[source.integer(3)]!,
  };
}

const steps = 10;

/** A search for the accuracy of a small network: three workers, early ends, failures, one trial that is still running. */
export function networkStudy(count = 60): StudyData {
  const source = random(11, 'network study');
  const trials = Array.from({ length: count }, (_, number) => networkTrial(number, source));
  const last = trials.at(-1)!;
  trials[count - 1] = { ...last, state: 'running', values: undefined, endedAt: undefined };
  return { name: 'network', directions: ['maximize'], trials };
}

function networkTrial(number: number, source: Source): TrialData {
  const params = drawn(source);
  const reached =
    0.97 -
    0.05 * (Math.log10(params.learningRate) + 3) ** 2 -
    0.02 * Math.abs(Math.log2(params.units) - 7) -
    (params.dropout - 0.2) ** 2;
  const isFailed = number % 20 === 9;
  const isPruned = reached < 0.86 && number > 5;
  const length = isFailed ? 0 : isPruned ? 2 + (number % 3) : steps;
  const accuracy = (step: number) => reached - 0.4 * Math.exp(-(step + 1) / 2) + 0.01 * source.normal();
  const intermediateValues = new Map(Array.from({ length }, (_, step) => [step, accuracy(step)]));
  const value = intermediateValues.get(length - 1);
  const startedAt = 1_700_000_000_000 + Math.floor(number / 3) * 20_000 + (number % 3) * 700;
  return trialOf(number, {
    state: isFailed ? 'failed' : isPruned ? 'pruned' : 'complete',
    values: value === undefined ? undefined : [value],
    params,
    distributions: space,
    intermediateValues,
    startedAt,
    endedAt: startedAt + 1500 + 1700 * length,
  });
}

const shapes = {
  width: { type: 'int', low: 1, high: 64 },
  decay: { type: 'float', low: 1e-4, high: 1, log: true },
  kind: { type: 'categorical', choices: ['dense', 'convolution', 'attention of many heads'] },
} as const;

/** Error against time, and memory where three objectives are asked for; wide networks violate a constraint. */
export function tradeOffStudy(objectives: 2 | 3 = 2): StudyData {
  const source = random(5, 'trade-off');
  const trials = Array.from({ length: 80 }, (_, number) => {
    const width = 1 + source.integer(64);
    const decay = 10 ** (-4 * source.uniform());
    const kind = shapes.kind.choices[source.integer(3)]!;
    const error = 0.02 + 0.4 / Math.sqrt(width) + 0.02 * (Math.log10(decay) + 2) ** 2 + 0.03 * source.uniform();
    const milliseconds = width * (kind === 'dense' ? 1.5 : 3) + 10 * source.uniform();
    const values = [error, milliseconds, width * 4 + 40 * source.uniform()].slice(0, objectives);
    return trialOf(number, {
      values,
      params: { width, decay, kind },
      distributions: shapes,
      constraints: { width: width - 50 },
    });
  });
  return { name: 'trade-off', directions: values(objectives), trials };
}

const values = (objectives: number) => Array.from({ length: objectives }, () => 'minimize' as const);
