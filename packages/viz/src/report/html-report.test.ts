import { parseHTML } from 'linkedom/worker';
import { expect, test } from 'vitest';
import { errorCode } from '../../test/error-code.js';
import * as gallery from '../../test/gallery/charts.js';
import { htmlReport } from './html-report.js';

const html = htmlReport({
  title: 'Digits <1>',
  subtitle: 'seed & backend',
  sections: [
    { heading: 'Model', text: 'One.\n\nTwo <b>.', preformatted: 'a  b\nc', html: '<p class="own">mine</p>' },
    {
      heading: 'Backends',
      table: {
        caption: 'Here',
        columns: ['name', 'threads', 'memory'],
        rows: [
          ['wasm', 4, null],
          ['cpu', 1, 0.12345],
        ],
      },
    },
    { heading: 'Pictures', chart: [gallery.predictedDigit(), gallery.predictedDigit(), gallery.digitConfusion()] },
    { heading: 'One', chart: gallery.notebookCurves() },
  ],
});
const { document } = parseHTML(html);

test('has a language, a title, one main and a heading for each section', () => {
  expect(document.documentElement.getAttribute('lang')).toBe('en');
  expect(document.querySelector('title')!.textContent).toBe('Digits <1>');
  expect(document.querySelectorAll('main, h1')).toHaveLength(2);
  expect([...document.querySelectorAll('h2')].map((heading) => heading.textContent)).toEqual([
    'Model',
    'Backends',
    'Pictures',
    'One',
  ]);
  for (const link of document.querySelectorAll('nav a')) {
    expect(document.querySelector(link.getAttribute('href')!)).not.toBeNull();
  }
});

test('writes words as words and own HTML as it is', () => {
  expect([...document.querySelectorAll('#s1 p')].map((p) => p.textContent)).toEqual(['One.', 'Two <b>.', 'mine']);
  expect(document.querySelector('pre')!.textContent).toBe('a  b\nc');
  expect(
    [...document.querySelectorAll('#s2 tbody tr')].map((row) => [...row.children].map((c) => c.textContent)),
  ).toEqual([
    ['wasm', '4', '–'],
    ['cpu', '1', '0.1235'],
  ]);
});

test('gives each chart a picture, a name of its own and its numbers as a closed table', () => {
  const figures = [...document.querySelectorAll('figure')];
  expect(figures).toHaveLength(4);
  for (const each of figures) {
    expect(each.querySelector('svg[role="img"] > title')).not.toBeNull();
    expect(each.querySelector('details')!.hasAttribute('open')).toBe(false);
    expect(each.querySelectorAll('details tbody tr').length).toBeGreaterThanOrEqual(5);
  }
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('asks for nothing from elsewhere and forbids it', () => {
  const addresses = [...html.matchAll(/(?:href|src|url)[=(]["']?([^"')\s]+)/g)].map((match) => match[1]!);
  expect(addresses.length).toBeGreaterThan(4);
  expect(addresses.filter((address) => !address.startsWith('#') && !address.startsWith('data:'))).toEqual([]);
  expect(html).toContain("default-src 'none'");
  expect(html).not.toMatch(/<script/);
});

test('refuses an empty title', () => {
  expect(errorCode(() => htmlReport({ title: ' ', sections: [] }))).toBe('bad-argument');
});
