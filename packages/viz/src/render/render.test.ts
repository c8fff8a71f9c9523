import { parseHTML } from 'linkedom/worker';
import { describe, expect, test } from 'vitest';
import { errorCode } from '../../test/error-code.js';
import * as gallery from '../../test/gallery/charts.js';
import { themePairs, themes } from '../charts/theme.js';
import { activationCurve, type Chart, mount, toPng, toSvg } from '../index.js';
import { escapeAttribute, escapeText } from './serialize.js';

const charts = Object.entries(gallery);
const paints = (svg: string) => [...svg.matchAll(/ (?:fill|stroke)="([^"]*)"/g)].map((match) => match[1]!);
const withoutStyle = (svg: string) => svg.replace(/<style>.*?<\/style>/s, '').replace(/gb-[a-z0-9]+/g, 'id');

describe('themes', () => {
  test.each(charts)('%s: exchanging the colours of light gives dark', (_, draw) => {
    const dark = new Map(themePairs());
    const exchanged = withoutStyle(toSvg(draw(), { theme: 'light' })).replace(
      / (fill|stroke)="([^"]*)"/g,
      (_whole, name: string, colour: string) => ` ${name}="${dark.get(colour) ?? colour}"`,
    );
    expect(exchanged).toBe(withoutStyle(toSvg(draw(), { theme: 'dark' })));
  });

  test.each(charts)('%s: every colour is one of the theme or of a ramp', (_, draw) => {
    const known = new Set([...themePairs().map(([light]) => light), 'none']);
    const others = paints(toSvg(draw())).filter((paint) => !known.has(paint) && !paint.startsWith('rgb('));
    expect(others).toEqual([]);
  });

  test.each(Object.values(themes))('$name: text and lines stand out from the background', (theme) => {
    for (const colour of [theme.ink, theme.muted]) expect(contrast(colour, theme.surface)).toBeGreaterThan(4.5);
    for (const colour of [...theme.series, theme.right, theme.wrong, theme.heat]) {
      expect(contrast(colour, theme.surface)).toBeGreaterThan(3);
    }
  });

  test('the style follows the reader only where the theme is auto', () => {
    const chart = gallery.notebookCurves();
    expect(toSvg(chart)).toContain('prefers-color-scheme:dark');
    for (const theme of ['light', 'dark'] as const)
      expect(toSvg(chart, { theme })).not.toContain('prefers-color-scheme');
  });

  test('an unknown theme or id is refused', () => {
    const chart = gallery.bareDigit();
    expect(errorCode(() => toSvg(chart, JSON.parse('{ "theme": "sepia" }')))).toBe('bad-argument');
    expect(errorCode(() => toSvg(chart, JSON.parse('{ "theme": "constructor" }')))).toBe('bad-argument');
    expect(errorCode(() => toSvg(chart, { id: 'a b"><script>' }))).toBe('bad-argument');
  });
});

describe('toSvg', () => {
  test('the same numbers give the same bytes, other numbers other ids', () => {
    expect(toSvg(gallery.notebookCurves())).toBe(toSvg(gallery.notebookCurves()));
    const ids = charts.flatMap(([, draw]) => [...toSvg(draw()).matchAll(/ id="([^"]+)"/g)].map((match) => match[1]));
    expect(ids.length).toBeGreaterThanOrEqual(3 * charts.length);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('words that look like markup stay words', () => {
    const name = '<b>"&\u0000';
    const svg = toSvg(activationCurve({ name, f: Math.abs, derivative: Math.sign }));
    expect(svg).toContain('>&lt;b&gt;"&amp;\ufffd</title>');
    expect(svg).not.toContain('<b>');
    expect(escapeText('a<\ud800>')).toBe('a&lt;\ufffd&gt;');
    expect(escapeAttribute('"\u{1f600}')).toBe('&quot;\u{1f600}');
  });

  test('ids inside a drawing, and what refers to them, get the drawing as prefix', () => {
    const svg = toSvg(clipped, { id: 'mine' });
    expect(svg).toContain('<clipPath id="mine-0"/>');
    expect(svg).toContain('clip-path="url(#mine-0)"');
    expect(svg).toContain('<use href="#mine-0"/>');
    expect(svg).toContain('<a href="#elsewhere"/>');
  });
});

/** A chart of a user's own: only a value of the public type. */
const clipped: Chart = {
  info: {},
  title: 'own',
  description: 'own chart',
  table: { caption: 'none', columns: [], rows: [] },
  draw(document) {
    const make = (name: string, attributes: Record<string, string>) => {
      const element = document.createElementNS('http://www.w3.org/2000/svg', name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      return element;
    };
    const root = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const uses = [
      make('g', { 'clip-path': 'url(#c)' }),
      make('use', { href: '#c' }),
      make('a', { href: '#elsewhere' }),
    ];
    root.append(make('clipPath', { id: 'c' }), ...uses);
    return root;
  },
};

describe('toPng', () => {
  const size = (png: Uint8Array) => [16, 20].map((at) => new DataView(png.buffer, png.byteOffset).getUint32(at));

  test('draws at a scale, in a theme, with text', async () => {
    const chart = gallery.oneEpoch();
    const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(toSvg(chart))!.map(Number);
    const light = await toPng(chart, { scale: 1 });
    expect([...light.subarray(0, 4)]).toEqual([137, 80, 78, 71]);
    expect(size(light)).toEqual([width, height]);
    expect(size(await toPng(chart))).toEqual([2 * width!, 2 * height!]);
    expect(await toPng(chart, { scale: 1 })).toEqual(light);
    expect(await toPng(chart, { scale: 1, theme: 'dark' })).not.toEqual(light);
    expect(await toPng({ ...chart, draw: (...args) => withoutText(chart.draw(...args)) }, { scale: 1 })).not.toEqual(
      light,
    );
  });

  test.each([0, -1, 9, Number.NaN])('refuses the scale %s', async (scale) => {
    await expect(toPng(gallery.oneEpoch(), { scale })).rejects.toMatchObject({ code: 'bad-argument' });
  });
});

function withoutText(root: SVGSVGElement): SVGSVGElement {
  for (const text of [...root.querySelectorAll('text')]) text.remove();
  return root;
}

test('mount replaces what an element holds', () => {
  const { document } = parseHTML('<!doctype html><html><body><div id="here">loading</div></body></html>');
  const here = document.querySelector('#here')!;
  mount(gallery.notebookCurves(), here);
  const drawn = mount(gallery.reluCurve(), here, { theme: 'dark' });
  expect(here.children).toHaveLength(1);
  expect(here.firstElementChild).toBe(drawn);
  expect(drawn.querySelector('title')!.textContent).toBe('relu');
  expect(here.textContent).not.toContain('loading');
});

/** Contrast ratio of two `#rrggbb` colours (WCAG 2.2). */
function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
