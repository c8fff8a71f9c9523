import type { ConformanceReport, ConformanceRow } from './conformance-case.js';

const signs = { passed: 'passed', failed: '**FAILED**', skipped: 'skipped' } as const;

/** How many cases of a report passed, failed and were skipped. */
export function countRows(rows: readonly ConformanceRow[]): Record<ConformanceRow['status'], number> {
  const count = { passed: 0, failed: 0, skipped: 0 };
  for (const { status } of rows) count[status]++;
  return count;
}

function heading(reports: readonly ConformanceReport[]): string[] {
  return reports.map(({ backend, device, rows }) => {
    const { passed, failed, skipped } = countRows(rows);
    const reason = rows.find((row) => row.status === 'skipped')?.reason;
    const note = device === undefined ? (reason ?? '') : device;
    return `| ${backend} | ${note} | ${passed} | ${failed} | ${skipped} |`;
  });
}

/**
 * Reports as Markdown: one line a backend with its device, or the reason why it was skipped, then test by backend, then why
 * what a backend that runs did not pass.
 */
export function formatConformance(reports: readonly ConformanceReport[]): string {
  const tests = [...new Set(reports.flatMap(({ rows }) => rows.map((row) => `${row.group}: ${row.test}`)))];
  const cell = ({ rows }: ConformanceReport, test: string) => {
    const row = rows.find((one) => `${one.group}: ${one.test}` === test);
    return row ? signs[row.status] : '-';
  };
  const ran = reports.filter(({ device }) => device !== undefined);
  const notes = ran.flatMap(({ rows }) => rows.filter(({ status }) => status !== 'passed'));
  return [
    '| backend | device, or why it was skipped | passed | failed | skipped |',
    '|---|---|---:|---:|---:|',
    ...heading(reports),
    '',
    `| test | ${reports.map(({ backend }) => backend).join(' | ')} |`,
    `|---|${reports.map(() => '---').join('|')}|`,
    ...tests.map((test) => `| ${test} | ${reports.map((report) => cell(report, test)).join(' | ')} |`),
    ...notes.map(({ backend, test, status, reason }) => `\n${backend}, ${test}: ${signs[status]}. ${reason}`),
    '',
  ].join('\n');
}
