import type { Answer } from '../processes/protocol.js';

/** What a step asks of a graphics processor. */
export interface DeviceCalls {
  /** Shaders started. */
  readonly dispatches: number;
  /** Command lists handed over. */
  readonly submissions: number;
}

/**
 * Counts what a training step asks of WebGPU, as what more steps cost; call it once the device is open.
 *
 * @param train trains so many steps.
 */
export async function deviceCallsPerStep(train: (steps: number) => Promise<unknown>): Promise<DeviceCalls> {
  const dispatches = countCalls(GPUComputePassEncoder.prototype, 'dispatchWorkgroups');
  const submissions = countCalls(GPUQueue.prototype, 'submit');
  const counted = async (steps: number) => {
    const before = [dispatches(), submissions()] as const;
    await train(steps);
    return [dispatches() - before[0], submissions() - before[1]] as const;
  };
  const [few, many] = [await counted(2), await counted(12)];
  return { dispatches: (many[0] - few[0]) / 10, submissions: (many[1] - few[1]) / 10 };
}

/** Counts the calls of a method of all objects of a class from now on. */
function countCalls<Name extends PropertyKey>(
  prototype: Record<Name, (...values: never[]) => unknown>,
  name: Name,
): () => number {
  let calls = 0;
  const method = prototype[name];
  prototype[name] = function (this: unknown, ...values: never[]) {
    calls++;
    return method.apply(this, values);
  };
  return () => calls;
}

/** The dispatches, and the rest beside them. */
export const dispatchesAnswer = (calls: DeviceCalls): Answer => ({ value: calls.dispatches, details: calls });
