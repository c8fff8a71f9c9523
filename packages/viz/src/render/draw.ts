import { GlassboxError } from '@glassbox/core';
import type { Chart } from '../charts/chart.js';
import { type ThemeName, themes } from '../charts/theme.js';
import { addStyle, hashName, identify } from './identify.js';
import { serialize } from './serialize.js';
import { styleSheet } from './style-sheet.js';

/** What `toSvg` and `mount` take. */
export interface DrawOptions {
  /** `auto` (the default) is light and turns dark where the reader prefers dark. */
  readonly theme?: ThemeName | 'auto';
  /** The id of the drawn element, and the prefix of every id inside. Default: made from the content. */
  readonly id?: string | undefined;
}

/** Draws a chart as one element with its style sheet, labels and ids of its own. */
export function drawChart(chart: Chart, document: Document, options: DrawOptions = {}): SVGSVGElement {
  const { theme = 'auto', id } = options;
  if (theme !== 'auto' && !Object.hasOwn(themes, theme)) throw badTheme(theme);
  if (id !== undefined && !/^[A-Za-z_][\w-]*$/.test(id)) throw badId(id);
  const root = chart.draw(document, themes[theme === 'auto' ? 'light' : theme]);
  const name = id ?? `gb-${hashName(`${theme} ${serialize(root)}`)}`;
  identify(root, name);
  addStyle(root, document, styleSheet(name, theme === 'auto'));
  return root;
}

function badTheme(theme: unknown): GlassboxError {
  return new GlassboxError('bad-argument', `The theme is 'light', 'dark' or 'auto', but '${String(theme)}' came.`, {
    details: { theme },
  });
}

function badId(id: string): GlassboxError {
  const message = `An id starts with a letter and goes on with letters, digits, '-' and '_', but '${id}' came.`;
  return new GlassboxError('bad-argument', message, { details: { id } });
}
