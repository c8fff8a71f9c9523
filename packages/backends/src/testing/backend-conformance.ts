import type { BackendPlugin } from '../plugin.js';
import { safeProbe } from '../try-plugin.js';
import type { ConformanceReport } from './conformance-case.js';
import { conformanceCases } from './conformance-cases.js';
import { type ConformanceOptions, runCase, skippedReport, subjectOf } from './run-conformance.js';

/** The part of a test framework that the suite needs; vitest's, jest's and node:test's fit. */
export interface TestApi {
  describe(name: string, body: () => void): unknown;
  it: TestFunction & { skip: TestFunction };
}

type TestFunction = (name: string, body: () => Promise<void> | void) => unknown;

/**
 * Tests a plugin within a test framework: one test a case. Await it at the top of a test file.
 *
 * Where the backend cannot run, each test is skipped and one line says why and what to do.
 *
 * @example
 * import { describe, it } from 'vitest';
 * await backendConformance(mine(), { describe, it });
 */
export async function backendConformance(
  plugin: BackendPlugin,
  { describe, it }: TestApi,
  options: ConformanceOptions = {},
): Promise<void> {
  const probe = await safeProbe(plugin);
  if (!probe.available) return declare(skippedReport(plugin.name, `${probe.reason} ${probe.remedy}`), { describe, it });
  const subject = subjectOf(plugin, options);
  const skips = await Promise.all(conformanceCases.map((test) => test.skip?.(subject)));
  describe(`${plugin.name} backend on ${probe.device}`, () => {
    for (const [i, test] of conformanceCases.entries()) {
      const reason = skips[i];
      const name = `${test.group}: ${test.name}`;
      if (reason === undefined) it(name, () => runCase(test, subject));
      else it.skip(`${name} (${reason})`, () => undefined);
    }
  });
}

/**
 * Shows a report that was made elsewhere, in a browser or another process, as tests of a test framework.
 *
 * @example
 * reportConformance(JSON.parse(await page.evaluate(...)), { describe, it });
 */
export function reportConformance(report: ConformanceReport, api: TestApi): void {
  declare(report, api);
}

function declare({ backend, device, rows }: ConformanceReport, { describe, it }: TestApi): void {
  const skipped = rows.find((row) => row.status === 'skipped');
  if (skipped && device === undefined)
    console.warn(`Skipped: the conformance of the backend '${backend}'. ${skipped.reason}`);
  describe(`${backend} backend on ${device ?? 'nothing'}`, () => {
    for (const { group, test, status, reason } of rows) {
      const run = status === 'skipped' ? it.skip : it;
      run(`${group}: ${test}${status === 'skipped' ? ` (${reason})` : ''}`, () => {
        if (status === 'failed') throw new Error(reason);
      });
    }
  });
}
