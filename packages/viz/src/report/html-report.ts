import { requireArgument } from '@glassbox/core';
import { drawingDocument } from '#dom';
import type { Chart } from '../charts/chart.js';
import type { DataTable } from '../info/table.js';
import { drawChart } from '../render/draw.js';
import { escapeAttribute, escapeText, serialize } from '../render/serialize.js';
import { reportStyle } from './report-style.js';
import { tableHtml } from './table-html.js';

/** One section of a report. What it holds is shown in the order text, html, table, charts. */
export interface ReportSection {
  readonly heading: string;
  /** Plain text; a blank line starts a new paragraph. */
  readonly text?: string;
  /** Text whose spaces and line breaks count, such as a model's summary. */
  readonly preformatted?: string;
  /** HTML that goes in as it is: pass only what you wrote yourself. */
  readonly html?: string;
  readonly table?: DataTable;
  /** One chart or several, each followed by its numbers as a table that opens on demand. */
  readonly chart?: Chart | readonly Chart[];
}

/** What `htmlReport` takes. */
export interface Report {
  readonly title: string;
  readonly sections: readonly ReportSection[];
  /** A sentence under the title. */
  readonly subtitle?: string;
  /** The language of the words, as BCP 47 has it. Default `en`. */
  readonly language?: string;
}

/**
 * Writes one self-contained HTML page: pictures inside, nothing fetched, light or dark as the reader prefers, with every chart's
 * numbers as a table.
 *
 * An empty title throws `bad-argument`.
 *
 * @example
 * await writeFile('report.html', htmlReport({ title: 'MNIST', sections: [{ heading: 'Training', chart: trainingCurves(history) }] }));
 */
export function htmlReport({ title, subtitle, sections, language = 'en' }: Report): string {
  requireArgument(title.trim() !== '', 'A report needs a title; an empty one came.');
  const contents = sections
    .map(({ heading }, i) => `<li><a href="#s${i + 1}">${escapeText(heading)}</a></li>`)
    .join('');
  const parts = sections.map((section, index) => sectionHtml(section, index + 1));
  return `<!doctype html>
<html lang="${escapeAttribute(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>${escapeText(title)}</title>
<style>${reportStyle()}</style>
</head>
<body>
<header><h1>${escapeText(title)}</h1>${subtitle ? `<p>${escapeText(subtitle)}</p>` : ''}</header>
${sections.length > 2 ? `<nav aria-label="Contents"><ol>${contents}</ol></nav>` : ''}
<main>
${parts.join('\n')}
</main>
</body>
</html>
`;
}

function sectionHtml(section: ReportSection, number: number): string {
  const { heading, text, preformatted, html, table, chart } = section;
  const charts = chart === undefined ? [] : isChart(chart) ? [chart] : chart;
  const parts = [
    `<h2 id="s${number}-heading">${escapeText(heading)}</h2>`,
    ...(text ?? '').split(/\n\s*\n/).map((words) => (words.trim() ? `<p>${escapeText(words.trim())}</p>` : '')),
    preformatted ? `<pre tabindex="0" aria-labelledby="s${number}-heading">${escapeText(preformatted)}</pre>` : '',
    html ?? '',
    table ? tableHtml(table) : '',
    ...charts.map((each, index) => chartHtml(each, `s${number}c${index + 1}`)),
  ];
  return `<section id="s${number}" aria-labelledby="s${number}-heading">${parts.join('')}</section>`;
}

const isChart = (value: Chart | readonly Chart[]): value is Chart => 'draw' in value;

function chartHtml(chart: Chart, id: string): string {
  const drawn = drawChart(chart, drawingDocument(), { theme: 'auto', id });
  // The parts of an image have no names of their own for a reader; its title and description say what it shows.
  for (const part of drawn.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label');
  const name = escapeAttribute(`Picture: ${chart.title}`);
  const picture = `<div class="picture" tabindex="0" role="group" aria-label="${name}">${serialize(drawn)}</div>`;
  const numbers = `<details><summary>Numbers: ${escapeText(chart.title)}</summary>${tableHtml(chart.table)}</details>`;
  return `<figure>${picture}${chart.table.rows.length > 0 ? numbers : ''}</figure>`;
}
