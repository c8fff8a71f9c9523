// Writes docs/conformance.md: what each backend passes, by a run on this machine.
//   node --conditions=@glassbox/source --import tsx scripts/conformance-table.ts
import { writeFile } from 'node:fs/promises';
import { node } from '@glassbox/backend-node';
import { wasm } from '@glassbox/backend-wasm';
import { cpu } from '@glassbox/backends';
import { countRows, formatConformance, runConformance } from '@glassbox/backends/testing';
import { counting } from '../examples/custom-backend/src/index.js';
import { inBrowser, renamed, webgpuInNode } from '../test/backends/reports.js';

const reports = [
  renamed(await runConformance(cpu(), { other: wasm() }), 'cpu'),
  renamed(await runConformance(wasm()), 'wasm (Node)'),
  ...(await inBrowser(['wasm'])),
  await webgpuInNode(),
  ...(await inBrowser(['webgpu'])),
  renamed(await runConformance(node()), 'node'),
  renamed(await runConformance(counting()), 'custom (example)'),
];

const text = `# What each backend passes

Written by \`scripts/conformance-table.ts\`, from one run of the suite of \`@glassbox/backends/testing\` on ${process.platform}-${process.arch},
Node ${process.versions.node}. Values and gradients are compared with double precision; a test also fails if it leaves a tensor behind.

${formatConformance(reports)}`;
await writeFile(new URL('../docs/conformance.md', import.meta.url), text);

for (const { backend, rows } of reports) console.log(backend, countRows(rows));
if (reports.some(({ rows }) => countRows(rows).failed > 0)) process.exitCode = 1;
