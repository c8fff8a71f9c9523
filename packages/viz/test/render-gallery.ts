// Draws the gallery to a folder, PNG in both themes and SVG: `tsx --conditions=@glassbox/source test/render-gallery.ts DIR`.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ThemeName, toPng, toSvg } from '../src/index.js';
import * as gallery from './gallery/charts.js';

const folder = process.argv[2] ?? 'gallery-output';
await mkdir(folder, { recursive: true });
for (const [name, draw] of Object.entries(gallery)) {
  const chart = draw();
  await writeFile(join(folder, `${name}.svg`), toSvg(chart));
  for (const theme of ['light', 'dark'] satisfies ThemeName[]) {
    await writeFile(join(folder, `${name}-${theme}.png`), await toPng(chart, { theme, scale: 1 }));
  }
}
