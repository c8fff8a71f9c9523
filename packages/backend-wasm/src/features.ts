import { isNode } from '@glassbox/backends';

// Two of the smallest modules that need the feature in question; a platform without it calls them invalid.
const header = [0, 97, 115, 109, 1, 0, 0, 0];
/** One function `() -> v128`: `i32.const 0; i8x16.splat`. */
const simdModule = [...header, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11];
/** One function `() -> v128`: three times `i32.const 0; i8x16.splat`, then `f32x4.relaxed_madd`. */
const relaxedModule = [
  ...header,
  ...[1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 19, 1, 17, 0],
  ...[65, 0, 253, 15, 65, 0, 253, 15, 65, 0, 253, 15, 253, 133, 2, 11],
];
/** A shared memory of one page. */
const threadsModule = [...header, 5, 4, 1, 3, 1, 1];

const isValid = (bytes: readonly number[]) => WebAssembly.validate(Uint8Array.from(bytes));

/** Whether the platform has 128-bit vector instructions in WebAssembly. */
export function hasSimd(): boolean {
  return isValid(simdModule);
}

/** Whether the platform has relaxed vector instructions: current browsers, and Node from 21 on. */
export function hasRelaxedSimd(): boolean {
  return isValid(relaxedModule);
}

/** Whether the platform lets threads share a memory: Node, and browsers on pages that are cross-origin isolated. */
export function hasThreads(): boolean {
  return (isNode() || globalThis.crossOriginIsolated === true) && isValid(threadsModule);
}
