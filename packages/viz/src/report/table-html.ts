import { formatMetric } from '@glassbox/core';
import type { DataTable } from '../info/table.js';
import { escapeAttribute, escapeText } from '../render/serialize.js';

/** A table as HTML: a caption, column heads, and the first cell of each row as its head; a missing value as a dash. */
export function tableHtml({ caption, columns, rows }: DataTable): string {
  const isWords = (index: number) => rows.some((row) => typeof row[index] === 'string');
  const heads = columns.map((name, i) => `<th scope="col"${isWords(i) ? word : ''}>${escapeText(name)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('');
  return (
    `<div class="table" tabindex="0" role="region" aria-label="${escapeAttribute(`Table: ${caption}`)}"><table>` +
    `<caption>${escapeText(caption)}</caption><thead><tr>${heads}</tr></thead><tbody>${body}</tbody></table></div>`
  );
}

const word = ' class="word"';

function cell(value: string | number | null, column: number): string {
  const text = value === null ? '–' : typeof value === 'string' ? escapeText(value) : formatNumber(value);
  return column === 0 ? `<th scope="row">${text}</th>` : `<td${typeof value === 'string' ? word : ''}>${text}</td>`;
}

const formatNumber = (value: number) => (Number.isInteger(value) ? String(value) : formatMetric(value));
