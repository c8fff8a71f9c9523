// Run in a process of its own by webgpu-kernels.test.ts: holds our shaders for graphics processors, on whatever adapter there is, to the
// kernels of the wasm backend.
import { wasm } from '@glassbox/backend-wasm';
import { webgpu } from '@glassbox/backend-webgpu';
import { useBackend } from '@glassbox/backends';
import { activeKernels } from '@glassbox/backends/ops';
import { kernelCases } from '../../packages/backend-webgpu/test/kernels/cases.js';
import {
  type KernelRow,
  measure,
  shadersInUse,
  type Values,
  valuesOf,
} from '../../packages/backend-webgpu/test/kernels/measure.js';

const plugin = webgpu();
const rows: KernelRow[] = [];
if ((await plugin.probe()).available) {
  await useBackend(wasm());
  const expected: Values[] = [];
  for (const test of kernelCases) expected.push(await valuesOf(test, activeKernels()));
  await useBackend(plugin);
  const shaders = { ...activeKernels(), ...shadersInUse() };
  for (const [i, test] of kernelCases.entries()) rows.push(await measure(test, shaders, expected[i]!));
}
console.log(JSON.stringify(rows));
