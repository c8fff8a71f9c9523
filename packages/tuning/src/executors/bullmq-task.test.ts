import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Progress } from './bullmq-messages.js';
import { BullMqTask } from './bullmq-task.js';
import type { Call } from './task.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A task, what it has said, and whether it was stopped. */
function begun(updateProgress: (progress: object) => Promise<void> = async () => undefined) {
  const said: Progress[] = [];
  let isStopped = false;
  const job = {
    id: 'job',
    data: {},
    updateProgress(progress: object) {
      said.push(progress as Progress);
      return updateProgress(progress);
    },
  };
  const stop = () => {
    isStopped = true;
  };
  const task = new BullMqTask(job, 'run', 'w', { number: 0, params: [], ahead: [], awaits: false }, stop);
  return { task, said, isStopped: () => isStopped };
}

/** Any name, the same in all that is said. */
const attempt = expect.stringMatching(/^n/);

const [a, b, c, d]: readonly Call[] = ['a', 'b', 'c', 'd'].map((name) => ['report', name, 0]);

it('says notes once in a while, and all since the last answer again with a question and at the end', async () => {
  const { task, said } = begun();
  task.note([a!]);
  task.note([b!]);
  await vi.advanceTimersByTimeAsync(60);
  const answer = task.ask([c!]);
  await vi.advanceTimersByTimeAsync(0);
  expect(said).toEqual([
    { worker: 'w', calls: [a, b], from: 0, attempt },
    { worker: 'w', calls: [a, b, c], from: 0, attempt, question: 0 },
  ]);
  task.hear(0, { value: 7 });
  expect(await answer).toEqual({ value: 7 });
  task.note([d!]);
  await vi.advanceTimersByTimeAsync(60);
  expect(said.at(-1)).toEqual({ worker: 'w', calls: [d], from: 3, attempt });
  expect(task.end([a!], { value: 1 })).toEqual({ calls: [d, a], from: 3, attempt, outcome: { value: 1 } });
  await vi.advanceTimersByTimeAsync(60);
  expect(said).toHaveLength(3);
});

it('asks again as long as there is no answer, and takes one', async () => {
  const { task, said } = begun();
  const answer = task.ask([a!]);
  task.askAgain();
  await vi.advanceTimersByTimeAsync(0);
  expect(said).toEqual([0, 1].map(() => ({ worker: 'w', calls: [a], from: 0, attempt, question: 0 })));
  task.hear(1, { value: 8 });
  task.hear(0, { value: 7 });
  task.hear(0, { value: 9 });
  expect(await answer).toEqual({ value: 7 });
  task.askAgain();
  await vi.advanceTimersByTimeAsync(0);
  expect(said).toHaveLength(2);
});

it('gives the trial up where the server takes no more', async () => {
  const { task, isStopped } = begun(() => Promise.reject(new Error('closed')));
  void task.ask([a!]);
  await task.settled();
  expect(task.isAbandoned).toBe(true);
  expect(isStopped()).toBe(true);
});
