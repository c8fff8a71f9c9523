import { type BackendPlugin, cpu, useBackend } from '@glassbox/backends';
import { backend, memory, tensor1d } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { layers } from '../layers/index.js';
import { sequential } from '../model/sequential.js';
import { optimizers } from '../optimizers/index.js';
import { ReadQueue } from './read-queue.js';

/** The cpu backend as one whose reads take time. */
const slowReads: BackendPlugin = {
  ...cpu(),
  name: 'slow-reads',
  activate: async () => ({ ...(await cpu().activate()), syncReads: false }),
};

beforeEach(() => useBackend(slowReads));
afterEach(() => vi.restoreAllMocks());

function queueAt(clock: { now: number }) {
  const received: [number, number[][]][] = [];
  const receive = (values: Float32Array[], about: number) => received.push([about, values.map((each) => [...each])]);
  return { received, queue: new ReadQueue<number>(receive, { every: 100, now: () => clock.now }) };
}

const counted = () => vi.spyOn(backend(), 'read');

describe('a device whose reads take time', () => {
  it('is read once for all results that gathered, in order', async () => {
    const { received, queue } = queueAt({ now: 0 });
    const reads = counted();
    const before = memory().numTensors;
    for (let step = 1; step <= 40; step++) queue.push([tensor1d([step, 0.5]), tensor1d([-step])], step);
    expect(reads).toHaveBeenCalledTimes(0);
    await queue.flush();
    expect(reads).toHaveBeenCalledTimes(1);
    expect(received).toEqual(Array.from({ length: 40 }, (_, i) => [i + 1, [[i + 1, 0.5], [-i - 1]]]));
    expect(memory().numTensors).toBe(before);
  });

  it('is read again once the time is over, and waited for when it falls behind', async () => {
    const clock = { now: 0 };
    const { received, queue } = queueAt(clock);
    const reads = counted();
    let waited = 0;
    for (let step = 1; step <= 40; step++) {
      clock.now += 10;
      const wait = queue.push([tensor1d([step])], step);
      if (wait) waited++;
      await wait;
    }
    expect(reads).toHaveBeenCalledTimes(4);
    expect(waited).toBe(2);
    await queue.flush();
    expect(received.map(([step]) => step)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
  });

  it('is read before much memory is held', async () => {
    const { queue } = queueAt({ now: 0 });
    const reads = counted();
    for (let step = 1; step <= 3; step++) queue.push([tensor1d(new Float32Array(2 ** 21))], step);
    expect(reads).toHaveBeenCalledTimes(1);
    await queue.flush();
  });

  it('frees what is dropped', async () => {
    const { received, queue } = queueAt({ now: 0 });
    const before = memory().numTensors;
    queue.push([tensor1d([1])], 1);
    queue.drop();
    await queue.flush();
    expect(received).toEqual([]);
    expect(memory().numTensors).toBe(before);
  });
});

describe('fit on such a device', () => {
  const data = (samples: number) => ({
    inputs: { data: new Float32Array(4 * samples).map((_, i) => Math.sin(i)), shape: [samples, 4] },
    targets: { data: new Float32Array(samples).map((_, i) => i % 2), shape: [samples] },
  });

  function model() {
    return sequential([layers.input([4]), layers.dense(2, { activation: 'softmax' })], { seed: 3 }).compile({
      optimizer: optimizers.adam({ learningRate: 0.01 }),
      loss: 'sparseCategoricalCrossentropy',
      metrics: ['accuracy'],
    });
  }

  it('reads as often for 80 steps as for 8', async () => {
    const reads = counted();
    vi.spyOn(performance, 'now').mockReturnValue(0);
    const counts: number[] = [];
    for (const samples of [64, 640]) {
      reads.mockClear();
      await model().fit(data(samples), { batchSize: 8 });
      counts.push(reads.mock.calls.length);
    }
    expect(counts[1]).toBe(counts[0]);
  });

  it('comes to the history of a backend that reads at once', async () => {
    const slow = await model().fit(data(80), { epochs: 2, batchSize: 8 });
    await useBackend(cpu());
    const quick = await model().fit(data(80), { epochs: 2, batchSize: 8 });
    expect(slow.metrics).toEqual(quick.metrics);
  });

  it('tells of steps only up to the one that was not finite', async () => {
    const steps: number[] = [];
    const onEvent = (event: { type: string; step?: number }) =>
      void (event.type === 'batch-end' && steps.push(event.step!));
    const bad = data(80);
    bad.inputs.data[4 * 8 * 3] = Number.NaN;
    await expect(model().fit(bad, { batchSize: 8, shuffle: false, onEvent })).rejects.toMatchObject({
      code: 'loss-not-finite',
      details: { step: 4 },
    });
    expect(steps).toEqual([1, 2, 3]);
  });
});
