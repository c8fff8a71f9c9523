import type { Answer } from '../processes/protocol.js';
import { countDeviceCalls } from './device-calls.js';
import type { StepsJob } from './job.js';
import { timed } from './serve.js';

/**
 * Measures milliseconds a step, and on WebGPU what a step asks of the device; call it once the backend is ready.
 *
 * @param train trains the job's steps.
 */
export function stepTimer({ backend, steps }: StepsJob, train: () => Promise<unknown>): () => Promise<Answer> {
  const taken = backend === 'webgpu' ? countDeviceCalls() : undefined;
  return async () => {
    taken?.();
    const value = (await timed(train)) / steps;
    const calls = taken?.();
    if (!calls) return { value };
    return { value, details: { dispatches: calls.dispatches / steps, submissions: calls.submissions / steps } };
  };
}
