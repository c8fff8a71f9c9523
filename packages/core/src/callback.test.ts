import { expect, it } from 'vitest';
import type { Callback, TrainingControl, WeightSnapshot } from './index.js';

/** The smallest control that satisfies the contract: what a callback's own tests drive it with. */
function fakeControl(): TrainingControl & { readonly stops: string[] } {
  let weights: WeightSnapshot = [{ name: 'dense/kernel', shape: [2], data: Float32Array.of(1, 2) }];
  const stops: string[] = [];
  return {
    epoch: 1,
    learningRate: 0.1,
    stops,
    stop: (reason) => void stops.push(reason),
    getWeights: async () => weights.map((weight) => ({ ...weight, data: weight.data.slice() })),
    setWeights: async (snapshot) => {
      weights = snapshot;
    },
  };
}

it('lets a callback change the learning rate, stop, and put weights back', async () => {
  const control = fakeControl();
  let kept: WeightSnapshot = [];
  const callback: Callback = {
    name: 'try-everything',
    onEpochEnd: async (_epoch, logs, run) => {
      kept = await run.getWeights();
      run.learningRate *= 0.5;
      if (logs.loss! > 1) run.stop('The loss is above 1.');
    },
    onTrainEnd: (_logs, run) => run.setWeights(kept),
  };
  await callback.onEpochEnd?.(1, { loss: 2 }, control);
  await callback.onTrainEnd?.({ loss: 2 }, control);
  expect(control.learningRate).toBe(0.05);
  expect(control.stops).toEqual(['The loss is above 1.']);
  expect(await control.getWeights()).toEqual(kept);
});
