import { wasm } from '@glassbox/backend-wasm';
import { cpu } from '@glassbox/backends';
import { coverageCases } from '../../../packages/models/test/every-layer/cases.js';
import type { CoveragePart } from '../../../packages/models/test/every-layer/measure.js';
import { runWithWebgpu } from '../../support/webgpu-in-node.js';
import { type Cell, compareLayer } from './compare.js';
import { differencesOfLayers, type LayerMeasures, measureLayers } from './measure-layers.js';

/** How far single precision may be from what it is held against, relative to the largest number of a vector. */
export const tolerances = { cpu: 1e-3, others: 1e-4 } as const;

/** What came of each layer on a backend. */
export interface LayerReport {
  readonly backend: string;
  readonly device: string | undefined;
  /** Why nothing ran; undefined where it did. */
  readonly skipped: string | undefined;
  readonly layers: Readonly<Record<string, Readonly<Record<CoveragePart, Cell>>>>;
}

/** The parts of the matrix, with the words for them. */
export const parts: readonly (readonly [part: CoveragePart, title: string])[] = [
  ['value', 'value'],
  ['input', 'by input'],
  ['weights', 'by weights'],
];

async function onWebgpu(): Promise<LayerMeasures> {
  // Dawn's complaints come first, on the same stream.
  const read = (output: string) => JSON.parse(output.trimEnd().split('\n').at(-1)!) as LayerMeasures;
  const program = new URL('webgpu.program.ts', import.meta.url);
  return read(await runWithWebgpu(program, (text) => read(text).device === undefined));
}

function report(
  backend: string,
  { device, skipped, layers }: LayerMeasures,
  expected: LayerMeasures['layers'],
  tolerance: number,
): LayerReport {
  const names = skipped === undefined ? Object.keys(expected) : [];
  const rows = names.map((name) => [name, compareLayer(layers[name] ?? [], expected[name]!, tolerance)] as const);
  return { backend, device, skipped, layers: Object.fromEntries(rows) };
}

/** The cases that central differences are taken of. */
function differentiated(reference: LayerMeasures): LayerMeasures {
  const small = Object.entries(coverageCases).map(([name, cases]) => {
    return [name, (reference.layers[name] ?? []).filter((_, i) => !cases[i]!.withoutDifferences)] as const;
  });
  return { ...reference, layers: Object.fromEntries(small) };
}

/** Measures every layer on each backend of the matrix: cpu against central differences, the others against cpu. */
export async function layerReports(): Promise<LayerReport[]> {
  const reference = await measureLayers(cpu());
  const numeric = differencesOfLayers();
  return [
    report('cpu', differentiated(reference), numeric, tolerances.cpu),
    report('wasm', await measureLayers(wasm()), reference.layers, tolerances.others),
    report('webgpu', await onWebgpu(), reference.layers, tolerances.others),
  ];
}
