import { readFileSync } from 'node:fs';

export interface Kernels {
  readonly memory: WebAssembly.Memory;
  /** Calls an exported kernel; an unsigned number of bytes where it returns one. */
  call(name: string, ...parameters: readonly number[]): number;
}

/** The module of our own kernels over a fresh memory. The package must have been built. */
export async function loadKernels(): Promise<Kernels> {
  const bytes = readFileSync(new URL('../wasm/glassbox-simd.wasm', import.meta.url));
  const memory = new WebAssembly.Memory({ initial: 256 });
  const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
  return {
    memory,
    call: (name, ...parameters) => {
      const kernel = instance.exports[name];
      if (typeof kernel !== 'function') throw new Error(`The module exports no ${name}.`);
      return Number(kernel(...parameters)) >>> 0;
    },
  };
}
