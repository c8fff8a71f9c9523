// Writes docs/coverage.md: what each layer computes on each backend, by a run on this machine.
//   node --conditions=@glassbox/source --import tsx scripts/coverage-table.ts
import { writeFile } from 'node:fs/promises';
import type { Distance } from '../packages/models/test/coverage/compare.js';
import { differenceTolerance, measureOnAllBackends, tolerance } from '../test/layers/measured-layers.js';

const measured = await measureOnAllBackends();
const shown = (error: number | undefined, most: number) =>
  error === undefined ? '–' : error <= most ? error.toExponential(0) : `FAILED ${error.toExponential(1)}`;

function cells(distance: Distance | undefined): string {
  if (!distance) return 'not run | not run';
  return `${shown(distance.value, tolerance)} | ${shown(distance.gradient, tolerance)}`;
}

const names = Object.keys(measured.wasm);
const rows = names.map(
  (name) =>
    `| \`${name}\` | ${shown(measured.cpu[name], differenceTolerance)} | ${cells(measured.wasm[name])} | ${cells(measured.webgpu?.[name])} |`,
);
const failed = rows.filter((row) => row.includes('FAILED')).length;

const text = `# What each layer computes on each backend

Written by \`scripts/coverage-table.ts\`, from one run on ${process.platform}-${process.arch}, Node ${process.versions.node}; WebGPU: ${measured.webgpuDevice ?? 'none'}.
The cases are in [packages/models/test/coverage/cases.ts](../packages/models/test/coverage/cases.ts); a layer without one fails to compile there, and the tests run them all.

- **cpu**: gradients by the input and by every weight against central differences of the layer's own value, relative to the largest
  (at most ${differenceTolerance}, what single precision can tell; four fifths of the elements, since a step may cross a kink).
- **WASM**, **WebGPU**: largest difference from cpu in value and in any gradient, relative to the largest number (at most ${tolerance}).
- –: nothing to take a gradient by. Against Keras, every layer is held to 1e-5 by the golden tests in \`packages/models/src/layers\`.

${names.length} layers, ${failed === 0 ? 'all right on every backend' : `${failed} FAILED`}.

| layer | cpu, gradient | WASM, value | WASM, gradient | WebGPU, value | WebGPU, gradient |
|---|---|---|---|---|---|
${rows.join('\n')}
`;
await writeFile(new URL('../docs/coverage.md', import.meta.url), text);
console.log(`${names.length} layers, ${failed} failed`);
if (failed > 0) process.exitCode = 1;
// The WASM backend's threads, where there are any, would keep the process.
process.exit();
