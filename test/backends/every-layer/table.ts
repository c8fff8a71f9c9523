import { readdirSync, readFileSync } from 'node:fs';
import { coverageCases } from '../../../packages/models/test/every-layer/cases.js';
import type { Cell } from './compare.js';
import { type LayerReport, parts } from './reports.js';

const goldenFolder = new URL('../../../packages/models/src/layers/golden/', import.meta.url);

/** How many cases of each layer golden files of Keras hold it to. */
function kerasCases(): Map<string, number> {
  const count = new Map<string, number>();
  for (const name of readdirSync(goldenFolder)) {
    const cases = JSON.parse(readFileSync(new URL(name, goldenFolder), 'utf8')) as readonly { layer: string }[];
    for (const { layer } of cases) count.set(layer, (count.get(layer) ?? 0) + 1);
  }
  return count;
}

function shown({ compared, worst, failures }: Cell): string {
  if (failures.length > 0) return '**FAILED**';
  if (compared === 0) return '-';
  return worst === 0 ? '0' : worst.toExponential(0);
}

function heading({ backend, device, skipped, layers }: LayerReport): string {
  const cells = Object.values(layers).flatMap((row) => Object.values(row));
  const failed = cells.filter(({ failures }) => failures.length > 0).length;
  const passed = cells.filter(({ compared, failures }) => compared > 0 && failures.length === 0).length;
  return `| ${backend} | ${device ?? skipped} | ${passed} | ${failed} |`;
}

/** What is wrong, a line each. */
export function failuresOf({ backend, layers }: LayerReport): string[] {
  return Object.entries(layers).flatMap(([name, row]) =>
    [...new Set(Object.values(row).flatMap(({ failures }) => failures))].map((why) => `${backend}, ${name}, ${why}.`),
  );
}

/** The matrix as Markdown: a line a backend, then layer by backend, then what failed. */
export function formatCoverage(reports: readonly LayerReport[]): string {
  const columns = reports.flatMap((report) =>
    parts
      .filter(([part]) => report.backend !== 'cpu' || part !== 'value')
      .map(([part, title]) => ({ report, part, title })),
  );
  const keras = kerasCases();
  const rows = Object.entries(coverageCases).map(([name, cases]) => {
    const cells = columns.map(({ report, part }) => (report.skipped ? 'skipped' : shown(report.layers[name]![part])));
    return `| ${name} | ${cases.length} | ${keras.get(name) ?? '-'} | ${cells.join(' | ')} |`;
  });
  return [
    '| backend | device, or why it was skipped | passed | failed |',
    '|---|---|---:|---:|',
    ...reports.map(heading),
    '',
    `| layer | cases | Keras | ${columns.map(({ report, title }) => `${report.backend} ${title}`).join(' | ')} |`,
    `|---|---:|---:|${columns.map(() => '---:').join('|')}|`,
    ...rows,
    ...reports.flatMap(failuresOf).map((line) => `\n${line}`),
    '',
  ].join('\n');
}
