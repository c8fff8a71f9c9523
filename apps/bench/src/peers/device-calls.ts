/** What a step asks of a graphics processor. */
export interface DeviceCalls {
  /** Shaders started. */
  readonly dispatches: number;
  /** Command lists handed over. */
  readonly submissions: number;
}

/** Counts from now on what is asked of WebGPU, whose names must be there; gives the counts since the last time they were taken. */
export function countDeviceCalls(): () => DeviceCalls {
  const dispatches = countCalls(GPUComputePassEncoder.prototype, 'dispatchWorkgroups');
  const submissions = countCalls(GPUQueue.prototype, 'submit');
  return () => ({ dispatches: dispatches(), submissions: submissions() });
}

/** Counts the calls of a method of all objects of a class. */
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
  return () => {
    const counted = calls;
    calls = 0;
    return counted;
  };
}
