import { type BackendPlugin, hostCpu, hostMemory } from '@glassbox/backends';
import { stockKernels } from '@glassbox/backends/ops';
import { GlassboxError } from '@glassbox/core';
import { findBackend } from '@tensorflow/tfjs-core';
import { loadTensorflow, type TensorflowPackage } from './load-tensorflow.js';

export interface NodeOptions {
  /** `true` takes `@tensorflow/tfjs-node-gpu` (CUDA) in place of `@tensorflow/tfjs-node`. Default `false`. */
  readonly gpu?: boolean;
}

/**
 * Computes with native TensorFlow, through the optional package `@tensorflow/tfjs-node` or `-gpu`.
 *
 * It is never installed along with this package: where it is missing or does not load, the probe says why and what to do. Probing
 * loads the package, since only that shows whether its native library works.
 *
 * @example
 * await useBackend([node(), wasm()]);
 */
export function node(options: NodeOptions = {}): BackendPlugin {
  const gpu = options.gpu ?? false;
  const name: TensorflowPackage = gpu ? '@tensorflow/tfjs-node-gpu' : '@tensorflow/tfjs-node';
  return {
    name: gpu ? 'node-gpu' : 'node',
    async probe() {
      const failure = await loadTensorflow(name);
      if (failure) return { available: false, ...failure };
      const onGpu = isOnGpu();
      const memory = hostMemory();
      return {
        available: true,
        device: onGpu ? `CUDA device, through ${name}` : hostCpu(),
        accelerator: onGpu,
        simd: true,
        precision: 'float32',
        ...(memory === undefined || onGpu ? {} : { memoryLimit: memory }),
      };
    },
    async activate() {
      const failure = await loadTensorflow(name);
      if (failure) throw new GlassboxError('no-backend', `${failure.reason} ${failure.remedy}`);
      return { tfjsName: 'tensorflow', syncReads: true, kernels: stockKernels };
    },
  };
}

/** Whether the native library found a CUDA device; the `-gpu` package computes on the CPU where it did not. */
function isOnGpu(): boolean {
  return (findBackend('tensorflow') as { isUsingGpuDevice?: boolean } | null)?.isUsingGpuDevice ?? false;
}
