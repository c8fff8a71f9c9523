// Writes docs/coverage.md: what each layer gives on each backend, by a run on this machine.
//   node --conditions=@glassbox/source --import tsx scripts/coverage-table.ts
import { writeFile } from 'node:fs/promises';
import { layerReports, tolerances } from '../test/backends/every-layer/reports.js';
import { failuresOf, formatCoverage } from '../test/backends/every-layer/table.js';

const reports = await layerReports();

const text = `# Every layer on every backend

Written by \`scripts/coverage-table.ts\`, from one run on ${process.platform}-${process.arch}, Node ${process.versions.node}. The cases of each layer are those
of \`packages/models/test/every-layer\`: its options, the shape of its input, and whether it is fitted. Batches have three samples.

Each number is the largest error of a part of a layer over its cases: \`|found - expected|\`, relative to the largest number of
what was expected (or to 0.1, where that is larger: some gradients are 0).

- **cpu**: the gradients by the input and by every trained weight, against central differences of the layer's own values in single
  precision (steps of 0.01 and 0.02, extrapolated), passed within ${tolerances.cpu}. Cases of many numbers, which are there for the kernels of
  larger shapes, are left out here.
- **wasm, webgpu** (both in Node): the values, the moments that a layer keeps while fitting, the penalty on its output and the same
  gradients, against cpu, passed within ${tolerances.others}. A case also fails if it leaves a tensor behind or if the output has another shape than
  the layer announced.
- **Keras**: on how many cases a layer's values and gradients are held to Keras within 1e-5, by golden files, on cpu and wasm. Layers that
  draw at random have few or none, since Keras draws other numbers; their tests hold the arithmetic to formulas.
- **-**: there is nothing to compare. The layer has no weights, or its input is token numbers, which have no gradient.

${formatCoverage(reports)}`;
await writeFile(new URL('../docs/coverage.md', import.meta.url), text);

for (const failure of reports.flatMap(failuresOf)) console.log(failure);
for (const { backend, skipped } of reports)
  if (skipped !== undefined) console.log(`${backend} was skipped: ${skipped}`);
if (reports.flatMap(failuresOf).length > 0) process.exitCode = 1;
