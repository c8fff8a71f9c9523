import { sizeOf } from '@glassbox/core';
import { engine, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import { type Stretch, split, type Work } from '../threads/split.js';
import type { Threads } from '../threads/thread-pool.js';
import type { KernelExports } from './exports.js';

/** What of tfjs's WASM backend our kernels use; none of it is documented, so it is checked when the kernels are loaded. */
export interface TfjsWasmBackend {
  readonly dataIdMap: { get(dataId: object): { readonly id: number; readonly memoryOffset: number } };
  disposeData(dataId: object): boolean;
  makeOutput(shape: number[], dtype: 'float32' | 'int32'): TensorInfo;
  readonly wasm: {
    readonly asm: { readonly memory?: WebAssembly.Memory };
    /** Where threads share the memory, it is made outside of the module. */
    readonly wasmMemory?: WebAssembly.Memory;
    _malloc(bytes: number): number;
    _free(address: number): void;
    readonly tfjs: {
      registerTensor(id: number, size: number, address: number): void;
      disposeData(id: number): void;
    };
  };
}

/** Elements of a tensor. */
export const elements = ({ shape }: TensorInfo): number => sizeOf(shape);

/** A stretch of a kernel's work, with scratch memory of its own. */
export interface Part extends Stretch {
  readonly scratch: number;
}

/** Work of a kernel: how it can be cut, and the scratch memory that so many of its items need. */
export interface KernelWork extends Work {
  readonly scratchBytes?: (count: number) => number;
}

/** Memory of each part begins at a multiple of this. */
const ALIGNMENT = 64;

/** The heap of tfjs's WASM backend, as our kernels see it: addresses of tensors, new tensors, scratch memory. */
export class Heap {
  #scratch = 0;
  #scratchBytes = 0;

  constructor(
    readonly backend: TfjsWasmBackend,
    readonly memory: WebAssembly.Memory,
    readonly kernels: KernelExports,
    readonly threads?: Threads,
  ) {}

  /**
   * Runs a kernel over its work: in one call, or in several threads at once where the heap has them and the work is worth it. Each
   * part computes what it would have as a part of the whole, so the results have the same bits either way.
   */
  run(kernel: keyof KernelExports, work: KernelWork, argumentsOf: (part: Part) => readonly number[]): void {
    const parts = this.#partsOf(work);
    if (this.threads && parts.length > 1) this.threads.run(kernel, parts.map(argumentsOf));
    else (this.kernels[kernel] as (...numbers: number[]) => void)(...argumentsOf(parts[0]!));
  }

  #partsOf(work: KernelWork): Part[] {
    const { extent, scratchBytes } = work;
    const stretches = this.threads ? split(work, this.threads.count) : [{ start: 0, count: extent }];
    if (!scratchBytes) return stretches.map((stretch) => ({ ...stretch, scratch: 0 }));
    const bytes = stretches.map(({ count }) => ALIGNMENT * Math.ceil(scratchBytes(count) / ALIGNMENT));
    let place = this.scratch(bytes.reduce((total, each) => total + each, 0));
    return stretches.map((stretch, i) => {
      const scratch = place;
      place += bytes[i]!;
      return { ...stretch, scratch };
    });
  }

  /** Where a tensor's values begin; tfjs moves them here first if they lie on another backend. */
  address(tensor: TensorInfo): number {
    return this.backend.dataIdMap.get(tensor.dataId).memoryOffset;
  }

  /** A new tensor whose values a kernel is about to write; tfjs's scopes own it. */
  make<T extends Tensor>(shape: readonly number[]): T {
    return engine().makeTensorFromTensorInfo(this.makeInfo(shape)) as T;
  }

  /** The same for a kernel that tfjs itself calls, and then makes the tensor. */
  makeInfo(shape: readonly number[]): TensorInfo {
    return this.backend.makeOutput([...shape], 'float32');
  }

  /** Numbers of the heap, as a view that the next allocation may detach. */
  floats(address: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, address, length);
  }

  /** Bytes of the heap; see {@link floats}. */
  bytes(address: number, length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, address, length);
  }

  /** The values of a float tensor; see {@link floats}. */
  floatsOf(tensor: TensorInfo): Float32Array {
    return this.floats(this.address(tensor), elements(tensor));
  }

  /** The values of an int32 tensor; see {@link floats}. */
  integersOf(tensor: TensorInfo): Int32Array {
    return new Int32Array(this.memory.buffer, this.address(tensor), elements(tensor));
  }

  /** Frees what {@link makeInfo} made. */
  free({ dataId }: TensorInfo): void {
    this.backend.disposeData(dataId);
  }

  /** Memory for the duration of one kernel, at least so many bytes. Its contents are left from before. */
  scratch(bytes: number): number {
    if (bytes > this.#scratchBytes) {
      const { _malloc: allocate, _free: free } = this.backend.wasm;
      if (this.#scratch) free(this.#scratch);
      this.#scratchBytes = Math.max(bytes, 2 * this.#scratchBytes);
      // An address beyond 2 GB comes as a negative number.
      this.#scratch = allocate(this.#scratchBytes) >>> 0;
    }
    return this.#scratch;
  }

  /**
   * Makes tfjs forget what it derived from a tensor that a kernel has changed in place: its own products keep a copy of a weight,
   * packed for them, for as long as the weight has its number.
   */
  forgetDerived(tensor: Tensor): void {
    const { id, memoryOffset } = this.backend.dataIdMap.get(tensor.dataId);
    this.backend.wasm.tfjs.disposeData(id);
    this.backend.wasm.tfjs.registerTensor(id, tensor.size, memoryOffset);
  }
}
