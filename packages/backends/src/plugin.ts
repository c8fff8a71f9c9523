import type { BackendKernels } from './ops/kernels.js';

/** What a backend that can run here offers. */
export interface BackendAvailable {
  readonly available: true;
  /** What computes, for people: `NVIDIA H100`, `CPU, 4 threads, SIMD`. */
  readonly device: string;
  /** Whether `device` is a graphics processor or another accelerator; this answers "is there a GPU?". */
  readonly accelerator: boolean;
  readonly simd?: boolean;
  readonly threads?: number;
  readonly precision: 'float32' | 'float16';
  /** Most bytes of tensors that the backend can hold, where it is known. */
  readonly memoryLimit?: number;
}

/** Why a backend cannot run here, and what to do about it; both are whole sentences. */
export interface BackendUnavailable {
  readonly available: false;
  readonly reason: string;
  readonly remedy: string;
}

export type BackendProbe = BackendAvailable | BackendUnavailable;

/** What activating a plugin gives to the rest of Glassbox. */
export interface ActiveBackend {
  /** The name under which the backend is registered with tfjs. It has no underscore: tfjs loses the kernels of such a name. */
  readonly tfjsName: string;
  /** Whether a tensor can be read at once (`dataSync`) without stalling a device. */
  readonly syncReads: boolean;
  /** Training operations that this backend has better kernels for; the others run as composites of tfjs operations. */
  readonly kernels?: BackendKernels;
  /** Kernels that can be made only once tfjs has started the backend; they come before `kernels`. Called once it has. */
  loadKernels?(): Promise<BackendKernels>;
}

/**
 * A place where tensors are computed. A backend is a value made by a function, such as `wasm()`, and passed to `useBackend`.
 *
 * @example
 * export const mine = (): BackendPlugin => ({
 *   name: 'mine',
 *   probe: async () => ({ available: true, device: 'CPU', accelerator: false, precision: 'float32' }),
 *   activate: async () => { registerBackend('mine', () => new MyKernelBackend()); return { tfjsName: 'mine', syncReads: true }; },
 * });
 */
export interface BackendPlugin {
  /** What messages and the table of backends call it. */
  readonly name: string;
  /** Says whether the backend can run here. It never throws, and changes nothing that another backend would notice. */
  probe(): Promise<BackendProbe>;
  /** Makes the backend ready and registers it with tfjs; `useBackend` then selects it. Called again, it gives the same answer. */
  activate(): Promise<ActiveBackend>;
}
