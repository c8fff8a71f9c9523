import { profile } from '@tensorflow/tfjs-core';

/** Kernels that tfjs's engine starts in one step: what more steps cost, so that what a run does but once does not count. */
export async function engineCallsPerStep(train: (steps: number) => Promise<unknown>): Promise<number> {
  const calls = async (steps: number) => {
    const { kernels } = await profile(async () => {
      await train(steps);
      return [];
    });
    return kernels.length;
  };
  const [few, many] = [await calls(2), await calls(12)];
  return (many - few) / 10;
}
