import { afterEach, expect, it, vi } from 'vitest';
import type { StepsJob } from './job.js';
import { stepTimer } from './step-timer.js';

class Pass {
  dispatchWorkgroups(groups: number): number {
    return groups;
  }
}

class Queue {
  submit(): void {}
}

const job = (backend: StepsJob['backend']): StepsJob => ({ kind: 'steps', network: 'mlp', backend, steps: 4 });

afterEach(() => vi.unstubAllGlobals());

it('tells what a step asks of a device, each time anew', async () => {
  vi.stubGlobal('GPUComputePassEncoder', Pass);
  vi.stubGlobal('GPUQueue', Queue);
  const train = async () => {
    for (let i = 0; i < 8; i++) expect(new Pass().dispatchWorkgroups(i)).toBe(i);
    new Queue().submit();
  };
  const measure = stepTimer(job('webgpu'), train);
  await train();
  for (let round = 0; round < 2; round++) {
    expect(await measure()).toEqual({ value: expect.any(Number), details: { dispatches: 2, submissions: 0.25 } });
  }
});

it('takes the time of a step', async () => {
  const now = vi.spyOn(performance, 'now').mockReturnValueOnce(100).mockReturnValueOnce(112);
  expect(await stepTimer(job('wasm'), async () => {})()).toEqual({ value: 3 });
  now.mockRestore();
});
