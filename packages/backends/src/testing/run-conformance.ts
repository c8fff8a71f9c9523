import { throwIfAborted } from '@glassbox/core';
import { cpu } from '../cpu.js';
import type { BackendPlugin } from '../plugin.js';
import { activeBackend } from '../state.js';
import { safeProbe } from '../try-plugin.js';
import { useBackend } from '../use-backend.js';
import type { ConformanceCase, ConformanceReport, ConformanceRow, ConformanceSubject } from './conformance-case.js';
import { conformanceCases } from './conformance-cases.js';

export interface ConformanceOptions {
  /** A backend to switch to and come back from. Default `cpu()`; the plugin named `cpu` is then not tested so. */
  readonly other?: BackendPlugin;
}

/** What a plugin is tested as. */
export function subjectOf(plugin: BackendPlugin, { other = cpu() }: ConformanceOptions): ConformanceSubject {
  return { plugin, other };
}

/** Runs one case with the plugin in use; throws what the case throws. */
export async function runCase(test: ConformanceCase, subject: ConformanceSubject): Promise<void> {
  if (activeBackend()?.name !== subject.plugin.name) await useBackend(subject.plugin);
  await test.run(subject);
}

/** Runs one case and says what came of it. */
async function rowOf(test: ConformanceCase, subject: ConformanceSubject): Promise<ConformanceRow> {
  const row = { backend: subject.plugin.name, group: test.group, test: test.name };
  try {
    const reason = await test.skip?.(subject);
    if (reason !== undefined) return { ...row, status: 'skipped', reason };
    await runCase(test, subject);
    return { ...row, status: 'passed' };
  } catch (error) {
    return { ...row, status: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}

/** The report of a backend that cannot run: every case skipped, with the reason. */
export function skippedReport(backend: string, reason: string): ConformanceReport {
  const rows = conformanceCases.map(
    ({ group, name }) => ({ backend, group, test: name, status: 'skipped', reason }) as const,
  );
  return { backend, device: undefined, rows };
}

/**
 * Tests a plugin without a test framework: in a page, a worker or a script. It throws for no failure; the rows tell.
 *
 * Every case is skipped, with the probe's reason, where the backend cannot run here.
 *
 * @param options `signal` stops between cases with `aborted`; `onRow` hears each row as it comes.
 * @example
 * const report = await runConformance(wasm());
 * console.log(formatConformance([report]));
 */
export async function runConformance(
  plugin: BackendPlugin,
  options: ConformanceOptions & { readonly signal?: AbortSignal; readonly onRow?: (row: ConformanceRow) => void } = {},
): Promise<ConformanceReport> {
  const probe = await safeProbe(plugin);
  if (!probe.available) return skippedReport(plugin.name, `${probe.reason} ${probe.remedy}`);
  const rows: ConformanceRow[] = [];
  for (const test of conformanceCases) {
    throwIfAborted(options.signal);
    const row = await rowOf(test, subjectOf(plugin, options));
    rows.push(row);
    options.onRow?.(row);
  }
  return { backend: plugin.name, device: probe.device, rows };
}
