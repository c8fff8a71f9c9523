import { readFileSync } from 'node:fs';

/** What stands after each array, so that a kernel that writes too far is caught. */
const GUARD = 0x5eed5eed;
const GUARD_WORDS = 4;

/** The kernels on a memory of their own, in which arrays are laid one after another. */
export class KernelHeap {
  #top = 64;
  readonly #guards: number[] = [];

  constructor(
    readonly memory: WebAssembly.Memory,
    readonly functions: Readonly<Record<string, WebAssembly.ExportValue>>,
  ) {}

  /** Room for so many bytes; what it holds before is not zero, as on a heap in use. */
  reserve(bytes: number): number {
    const address = this.#top;
    const guard = (address + bytes + 3) & ~3;
    this.#top = (guard + 4 * GUARD_WORDS + 15) & ~15;
    const missing = this.#top - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / 65536));
    new Uint8Array(this.memory.buffer, address, bytes).fill(0x7d);
    new Int32Array(this.memory.buffer, guard, GUARD_WORDS).fill(GUARD);
    this.#guards.push(guard);
    return address;
  }

  /** Copies floats there. */
  put(values: ArrayLike<number>): number {
    const address = this.reserve(4 * values.length);
    new Float32Array(this.memory.buffer, address, values.length).set(values);
    return address;
  }

  /** Copies whole numbers there. */
  putIntegers(values: ArrayLike<number>): number {
    const address = this.reserve(4 * values.length);
    new Int32Array(this.memory.buffer, address, values.length).set(values);
    return address;
  }

  /** Copies bytes there. */
  putBytes(values: ArrayLike<number>): number {
    const address = this.reserve(values.length);
    new Uint8Array(this.memory.buffer, address, values.length).set(values);
    return address;
  }

  /** A copy of floats. */
  take(address: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, address, length).slice();
  }

  /** Calls a kernel; throws if it wrote beyond an array. */
  run(name: string, ...operands: readonly number[]): number {
    const kernel = this.functions[name];
    if (typeof kernel !== 'function') throw new Error(`There is no kernel '${name}'.`);
    const result: unknown = kernel(...operands);
    for (const guard of this.#guards) {
      const isWhole = new Int32Array(this.memory.buffer, guard, GUARD_WORDS).every((word) => word === GUARD);
      if (!isWhole) throw new Error(`'${name}' wrote beyond the array that ends at ${guard}.`);
    }
    return Number(result);
  }

  /** Calls a kernel that writes `length` floats, whose address takes the place of the undefined operand; gives those floats. */
  fill(name: string, length: number, ...operands: readonly (number | undefined)[]): Float32Array {
    const out = this.reserve(4 * length);
    this.run(name, ...operands.map((operand) => operand ?? out));
    return this.take(out, length);
  }

  /** Forgets all arrays. */
  reset(): void {
    this.#top = 64;
    this.#guards.length = 0;
  }
}

/** The kernels of the plain SIMD build, on a memory of their own. */
export function loadKernels(): KernelHeap {
  const binary = readFileSync(new URL('../wasm/glassbox-simd.wasm', import.meta.url));
  const memory = new WebAssembly.Memory({ initial: 64 });
  const instance = new WebAssembly.Instance(new WebAssembly.Module(binary), { env: { memory } });
  return new KernelHeap(memory, instance.exports);
}
