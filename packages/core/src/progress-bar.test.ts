import { describe, expect, test } from 'vitest';
import { type ProgressBarOptions, progressBar } from './progress-bar.js';
import type { TrainingEvent } from './training-events.js';

const begin: TrainingEvent = {
  type: 'train-begin',
  epochs: 2,
  initialEpoch: 0,
  samples: 100,
  validationSamples: 20,
  stepsPerEpoch: 10,
  batchSize: 10,
};
const step = (step: number): TrainingEvent => ({
  type: 'batch-end',
  epoch: 1,
  step,
  logs: { loss: 1 / step, accuracy: 0.5 },
});
const end: TrainingEvent = {
  type: 'epoch-end',
  epoch: 1,
  logs: { loss: 0.1, accuracy: 0.9, valLoss: 0.2, valAccuracy: 0.8 },
  seconds: 4,
  learningRate: 0.001,
};
const epoch: TrainingEvent[] = [begin, { type: 'epoch-begin', epoch: 1 }, step(1), step(2), step(5), end];

/** What a bar writes, with a clock that moves 50 ms an event. */
function written(
  events: readonly TrainingEvent[],
  stream: { isTTY?: boolean; columns?: number },
  options?: ProgressBarOptions,
) {
  const parts: string[] = [];
  let time = 0;
  const bar = progressBar({ ...stream, write: (text) => parts.push(text) }, { now: () => time, ...options });
  for (const event of events) {
    bar(event);
    time += 50;
  }
  return parts;
}

describe('progressBar', () => {
  test('rewrites one line on a terminal, not at every step', () => {
    expect(written(epoch, { isTTY: true, columns: 120 })).toEqual([
      '\rEpoch 1/2 [==>                     ]  1/10 ETA 0s  loss 1.0000  accuracy 0.5000\x1b[K',
      '\rEpoch 1/2 [============>           ]  5/10 ETA 0s  loss 0.2000  accuracy 0.5000\x1b[K',
      '\rEpoch 1/2 [========================] 10/10 4s  loss 0.1000  accuracy 0.9000  valLoss 0.2000  valAccuracy 0.8000\x1b[K',
      '\n',
    ]);
  });

  test('never fills the width of the terminal', () => {
    for (const columns of [20, 60, 90]) {
      for (const line of written(epoch, { isTTY: true, columns }).filter((text) => text !== '\n')) {
        expect(line.length - '\r\x1b[K'.length).toBeLessThan(columns);
      }
    }
  });

  test('ends its line where training stops within an epoch', () => {
    const stop: TrainingEvent = { type: 'train-end', reason: 'aborted', epochsDone: 0 };
    expect(written([...epoch.slice(0, 4), stop], { isTTY: true }).at(-1)).toBe('\n');
    expect(written([...epoch, stop], { isTTY: true }).filter((text) => text === '\n')).toHaveLength(1);
  });

  test('writes plain lines, or nothing, where the stream is no terminal', () => {
    const line = 'Epoch 1/2 4s  loss 0.1000  accuracy 0.9000  valLoss 0.2000  valAccuracy 0.8000\n';
    expect(written(epoch, {})).toEqual([line]);
    expect(written(epoch, {}, { plain: 'none' })).toEqual([]);
  });

  test('counts where the number of steps is not known', () => {
    const { stepsPerEpoch: _, ...rest } = begin as Extract<TrainingEvent, { type: 'train-begin' }>;
    const streamed = [{ ...rest, stepsPerEpoch: undefined }, ...epoch.slice(1)];
    const lines = written(streamed, { isTTY: true });
    expect(lines[0]).toBe('\rEpoch 1/2 1 0s  loss 1.0000  accuracy 0.5000\x1b[K');
    expect(lines.at(-2)).toContain('Epoch 1/2 5 4s');
  });
});
