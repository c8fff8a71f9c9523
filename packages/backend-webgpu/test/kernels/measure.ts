import type { BackendKernels } from '@glassbox/backends/ops';
import { engine, type KernelBackend, memory } from '@tensorflow/tfjs-core';
import { Gpu, type TfjsWebgpuBackend } from '../../src/kernels/gpu.js';
import { hardwareKernels } from '../../src/kernels/kinds.js';
import type { KernelCase } from './cases.js';

/** What a case came to. */
export interface KernelRow {
  readonly name: string;
  /** The largest |a - b|, relative to the largest |b| of its tensor. */
  readonly worst: number;
  /** Whether a second run gave the same numbers to the bit. */
  readonly repeats: boolean;
  /** Tensors that are left. */
  readonly left: number;
}

/** The numbers of each tensor that a case gives. */
export type Values = readonly Float32Array[];

/** Our shaders for graphics processors, on the device of the backend in use, whatever its adapter is. */
export const shadersInUse = (): BackendKernels =>
  hardwareKernels(new Gpu(engine().backend as KernelBackend & TfjsWebgpuBackend));

/** Computes a case by these kernels on the backend in use. */
export async function valuesOf(test: KernelCase, kernels: BackendKernels): Promise<Values> {
  engine().startScope();
  const tensors = test.compute(kernels as Required<BackendKernels>);
  const values = await Promise.all(tensors.map((tensor) => tensor.data<'float32'>()));
  engine().endScope();
  return values;
}

function distance(found: Values, expected: Values): number {
  const distances = expected.map((values, i) => {
    const scale = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
    return values.reduce((worst, value, at) => Math.max(worst, Math.abs(found[i]![at]! - value) / scale), 0);
  });
  return Math.max(...distances);
}

/** Holds a case to what it should give. */
export async function measure(test: KernelCase, kernels: BackendKernels, expected: Values): Promise<KernelRow> {
  const before = memory().numTensors;
  const [first, second] = [await valuesOf(test, kernels), await valuesOf(test, kernels)];
  const repeats = first.every((values, i) => values.every((value, at) => value === second[i]![at]));
  return { name: test.name, worst: distance(first, expected), repeats, left: memory().numTensors - before };
}
