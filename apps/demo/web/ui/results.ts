import { type Chart, confusionMatrix, mount, trainingCurves } from '@glassbox/viz';
import type { Judged, TrainingResult } from '../protocol.js';
import { Bars } from './bars.js';
import { digitCanvas } from './digit.js';
import { byId, h, percent } from './elements.js';

/** A chart with its numbers as a table behind a fold. */
function chartWithTable<Info>(chart: Chart<Info>): HTMLElement {
  // Focusable, so that keys can scroll it where the screen is narrow.
  const place = h('div', { class: 'chart', tabindex: 0, role: 'group', 'aria-label': chart.title });
  mount(chart, place);
  const { columns, rows } = chart.table;
  const head = h('tr', {}, ...columns.map((name) => h('th', { scope: 'col' }, String(name))));
  const body = rows.map((row) => h('tr', {}, ...row.map((cell) => h('td', {}, String(cell ?? '')))));
  const table = h('table', {}, h('thead', {}, head), h('tbody', {}, ...body));
  const scroll = h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': `${chart.title}: numbers` },
    table,
  );
  return h('div', {}, place, h('details', {}, h('summary', {}, 'The numbers'), scroll));
}

function tile({ pixels, label, prediction, probabilities }: Judged): HTMLElement {
  const right = label === prediction;
  const sure = percent(probabilities[prediction]!);
  const verdict = right ? `${prediction}` : `${prediction}, is ${label}`;
  return h(
    'li',
    { class: right ? 'tile right' : 'tile wrong' },
    digitCanvas(pixels, `A handwritten ${label}`),
    h('span', { class: 'verdict' }, h('span', { 'aria-hidden': 'true' }, right ? '✓ ' : '✗ '), verdict),
    h('span', { class: 'sure' }, sure),
  );
}

const grid = (title: string, judged: readonly Judged[]) =>
  h('div', {}, h('h3', {}, title), h('ul', { class: 'tiles' }, ...judged.map(tile)));

/** Fills the chapters after training. */
export function showResult(result: TrainingResult): void {
  const { history, testAccuracy, testLoss, labels, predictions, first, mistakes, summary, device, outcome } = result;
  const wrong = labels.reduce((count, label, i) => count + Number(label !== predictions[i]), 0);
  byId('summary').textContent = summary;
  const curves = history.epochs.length > 0 ? [chartWithTable(trainingCurves(history))] : [];
  byId('curves-body').replaceChildren(...curves);
  const note = outcome === 'stopped' ? ' The run was stopped early.' : '';
  byId('evaluation-body').replaceChildren(
    h('p', { class: 'figure', id: 'test-accuracy', 'data-accuracy': testAccuracy }, percent(testAccuracy)),
    h(
      'p',
      {},
      `of 10,000 test images are read right; ${wrong} are not. Loss ${testLoss.toFixed(4)}, on ${device}.${note}`,
    ),
    chartWithTable(confusionMatrix(labels, predictions, ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])),
  );
  byId('prediction-body').replaceChildren(firstPrediction(first[0]!));
  byId('image-body').replaceChildren(grid('The first test images', first), grid('Some that it gets wrong', mistakes));
}

function firstPrediction(judged: Judged): HTMLElement {
  const bars = new Bars();
  bars.show(judged.probabilities);
  const caption = h('p', {}, `It says ${judged.prediction}; the label is ${judged.label}.`);
  return h(
    'div',
    { class: 'pair' },
    h('div', {}, digitCanvas(judged.pixels, `A handwritten ${judged.label}`), caption),
    bars.element,
  );
}
