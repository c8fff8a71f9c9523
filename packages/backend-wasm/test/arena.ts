import type { Kernels } from './load-module.js';

const guardBytes = 64;
const guardByte = 0xa5;

/** Buffers in a kernel's memory with guards between them, so that a write outside of one is seen. */
export interface Arena {
  /** Address of a buffer that holds these values. */
  put(values: ArrayLike<number>): number;
  /** Address of a buffer of so many floats, all NaN: what a kernel forgets to write shows. */
  room(count: number): number;
  /** Address of so many bytes of scratch. */
  scratch(bytes: number): number;
  read(address: number, count: number): Float32Array;
  /** How many bytes of guards were overwritten. */
  damage(): number;
}

/** @param offset bytes from a multiple of 16 at which buffers begin, for addresses that are not aligned. */
export function arena({ memory }: Kernels, offset = 0): Arena {
  let top = 1024;
  const guards: number[] = [];
  const guard = (start: number) => {
    new Uint8Array(memory.buffer).fill(guardByte, start, start + guardBytes);
    guards.push(start);
  };
  const allocate = (bytes: number) => {
    const address = Math.ceil((top + guardBytes) / 16) * 16 + offset;
    top = address + bytes + guardBytes;
    const missing = top - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / 65536));
    guard(address - guardBytes);
    guard(address + bytes);
    return address;
  };
  const put = (values: ArrayLike<number>) => {
    const address = allocate(values.length * 4);
    new Float32Array(memory.buffer, address, values.length).set(values);
    return address;
  };
  return {
    put,
    room: (count) => put(new Float32Array(count).fill(Number.NaN)),
    scratch: (bytes) => put(new Float32Array(bytes / 4).fill(Number.NaN)),
    read: (address, count) => new Float32Array(memory.buffer, address, count).slice(),
    damage: () =>
      guards
        .flatMap((start) => [...new Uint8Array(memory.buffer, start, guardBytes)])
        .filter((byte) => byte !== guardByte).length,
  };
}
