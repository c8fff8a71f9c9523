import type { BackendAvailable, BackendPlugin, BackendProbe } from './plugin.js';
import { activeBackend } from './state.js';
import { safeProbe } from './try-plugin.js';

/** One plugin and what its probe said: `available` tells whether the device's facts or a reason and a remedy follow. */
export type BackendRow = { readonly name: string; readonly inUse: boolean } & BackendProbe;

/**
 * Asks each plugin whether it can run here, one row each, in their order. It starts none of them and never throws for one.
 *
 * @example
 * console.log(formatBackends(await describeBackends([webgpu(), wasm(), cpu()])));
 */
export async function describeBackends(plugins: readonly BackendPlugin[]): Promise<BackendRow[]> {
  const rows: BackendRow[] = [];
  for (const plugin of plugins) {
    const inUse = activeBackend()?.name === plugin.name;
    rows.push({ name: plugin.name, inUse, ...(await safeProbe(plugin)) });
  }
  return rows;
}

const heads = ['backend', 'available', 'device', 'GPU', 'SIMD', 'threads', 'precision', 'memory'];

const yesNo = (value: boolean | undefined) => (value === undefined ? '-' : value ? 'yes' : 'no');

/** Bytes as a short text in binary units: `512 MiB`, `3.9 GiB`. */
function formatBytes(bytes: number | undefined): string {
  if (bytes === undefined) return '-';
  return bytes < 2 ** 30 ? `${Math.round(bytes / 2 ** 20)} MiB` : `${Number((bytes / 2 ** 30).toFixed(1))} GiB`;
}

function cells(row: BackendRow): string[] {
  const name = row.inUse ? `${row.name} *` : row.name;
  if (!row.available) return [name, 'no', ...heads.slice(2).map(() => '-')];
  const { device, accelerator, simd, threads, precision, memoryLimit } = row;
  const thread = threads === undefined ? '-' : String(threads);
  return [name, 'yes', device, yesNo(accelerator), yesNo(simd), thread, precision, formatBytes(memoryLimit)];
}

function answer(rows: readonly BackendRow[]): string {
  const isGpu = (row: BackendRow): row is BackendRow & BackendAvailable => row.available && row.accelerator;
  const found = rows.filter(isGpu).map(({ device, name }) => `${device} (${name})`);
  return found.length > 0 ? `GPU: yes, ${found.join(', ')}.` : 'GPU: none that these backends can use.';
}

/**
 * The rows as an aligned table for a terminal, then what to do about those that cannot run, then whether there is a GPU.
 *
 * The backend in use has a star.
 */
export function formatBackends(rows: readonly BackendRow[]): string {
  const table = [heads, ...rows.map(cells)];
  const widths = heads.map((_, column) => Math.max(...table.map((line) => line[column]!.length)));
  const lines = table.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  const notes = rows.flatMap((row) => (row.available ? [] : [`${row.name}: ${row.reason} ${row.remedy}`]));
  return [lines[0]!, rule, ...lines.slice(1), '', ...notes, answer(rows)].join('\n');
}
