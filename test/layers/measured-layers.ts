import { wasm } from '@glassbox/backend-wasm';
import { cpu, useBackend } from '@glassbox/backends';
import { type Distance, differences, distances } from '../../packages/models/test/coverage/compare.js';
import { type Measurements, measureLayers } from '../../packages/models/test/coverage/measure.js';
import { runWithWebgpu } from '../support/webgpu-in-node.js';

/** How far a backend may be from the reference, relative to the largest number. */
export const tolerance = 1e-4;
/** How far gradients may be from central differences, which single precision resolves no better. */
export const differenceTolerance = 5e-3;

/** What every layer gives, on each backend. */
export interface MeasuredLayers {
  /** Distances of gradients on cpu from central differences; a layer without a gradient has none. */
  readonly cpu: Readonly<Record<string, number | undefined>>;
  readonly wasm: Readonly<Record<string, Distance>>;
  /** Undefined where the machine has no WebGPU. */
  readonly webgpu: Readonly<Record<string, Distance>> | undefined;
  readonly webgpuDevice: string | undefined;
}

interface OnWebgpu {
  readonly device: string;
  readonly layers: Measurements;
}

/** Measures every layer on cpu, on WASM and, in a process of its own, on WebGPU. */
export async function measureOnAllBackends(): Promise<MeasuredLayers> {
  await useBackend(cpu());
  const reference = await measureLayers();
  const slopes = differences(reference);
  await useBackend(wasm());
  const onWasm = distances(await measureLayers(), reference);
  const program = new URL('webgpu-layers.program.ts', import.meta.url);
  // Its last line; Dawn may have written others before.
  const read = (output: string) => JSON.parse(output.trimEnd().split('\n').at(-1)!) as OnWebgpu | null;
  const found = read(await runWithWebgpu(program, (output) => read(output) === null));
  return {
    cpu: slopes,
    wasm: onWasm,
    webgpu: found ? distances(found.layers, reference) : undefined,
    webgpuDevice: found?.device,
  };
}
