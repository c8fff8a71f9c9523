import { summarize } from '../statistics/summary.js';
import { formatMedian, formatSpread, formatTarget } from './format.js';
import { isMet, type Row } from './row.js';

/** The headings of a table of rows. */
export const headings = ['work', 'against', 'target', 'measured', 'spread', 'met', 'figures'] as const;

/** A row's cells, under {@link headings}. A skipped row says why in place of figures. */
export function cells(row: Row): string[] {
  const head = [row.work, row.against, formatTarget(row.target)];
  if (row.samples.length === 0) return [...head, 'skipped', '', '', row.skipped ?? 'nothing was measured'];
  const summary = summarize(row.samples);
  const measured = [formatMedian(summary, row.target), formatSpread(summary), isMet(row) ? 'yes' : 'no'];
  return [...head, ...measured, row.figures ?? ''];
}

/** Lines of text in columns of equal width. */
export function textTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** A table in Markdown; its first row is the heading. */
export function markdownTable([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (row: readonly string[]) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}
