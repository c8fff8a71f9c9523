import { themePairs } from '../charts/theme.js';

/**
 * The style sheet of one figure: it shrinks with the page, keeps pixels square, and, where asked, turns dark with the reader's
 * setting by exchanging each light colour for its dark one.
 *
 * Everything stands in at-rules: renderers that know only attributes skip it and draw the light figure.
 */
export function styleSheet(id: string, followReader: boolean): string {
  const base = `@media all{.${id}{max-width:100%;height:auto}.${id} image{image-rendering:pixelated}.${id} text{white-space:pre}}`;
  return followReader ? `${base}@media (prefers-color-scheme:dark){${exchange(id)}}` : base;
}

function exchange(id: string): string {
  return themePairs()
    .flatMap(([light, dark]) =>
      ['fill', 'stroke'].map((name) => `.${id}[${name}="${light}"],.${id} [${name}="${light}"]{${name}:${dark}}`),
    )
    .join('');
}
