import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import type { RasterOptions } from '../render/raster-options.js';

const require = createRequire(import.meta.url);
const inter = ['latin-400', 'latin-600', 'greek-400'].map((cut) => `@fontsource/inter/files/inter-${cut}-normal.woff2`);
/** Holds the symbols that the first font lacks: arrows, relations, superscripts, check marks. */
const symbols = '@fontsource/dejavu-sans/files/dejavu-sans-latin-400-normal.woff2';
const needsSymbols = /[^\s -\u00ff\u0370-\u03ff\u2010-\u2027\u2030-\u205e\u2191\u2193\u2212]/;

let ready: Promise<unknown> | undefined;
const fonts = new Map<string, Promise<Uint8Array>>();

/** Turns an SVG into PNG bytes with fonts that ship with the package, so that no installed font is needed. */
export async function rasterize(source: string, options: RasterOptions): Promise<Uint8Array> {
  ready ??= readFile(require.resolve('@resvg/resvg-wasm/index_bg.wasm')).then(initWasm);
  await ready;
  const files = needsSymbols.test(source) ? [...inter, symbols] : inter;
  const fontBuffers = [...(await Promise.all(files.map(readFont))), ...(options.fonts ?? [])];
  const renderer = new Resvg(source, {
    fitTo: { mode: 'zoom', value: options.scale },
    font: { fontBuffers, loadSystemFonts: false, defaultFontFamily: 'Inter', sansSerifFamily: 'Inter' },
  });
  const picture = renderer.render();
  const bytes = picture.asPng();
  picture.free();
  renderer.free();
  return bytes;
}

function readFont(file: string): Promise<Uint8Array> {
  let bytes = fonts.get(file);
  if (!bytes) {
    bytes = readFile(require.resolve(file));
    fonts.set(file, bytes);
  }
  return bytes;
}
