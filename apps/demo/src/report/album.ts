import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { GlassboxError } from '@glassbox/core';
import { type Chart, type DataTable, htmlReport, toPng, toSvg } from '@glassbox/viz';
import type { ChapterFrame } from '../chapters/frame.js';

interface Section {
  readonly frame: ChapterFrame;
  readonly words: string[];
  readonly lines: string[];
  readonly charts: Chart[];
  table?: DataTable;
}

/** Gathers what the chapters tell and show, and writes it: one page with everything, and each picture by itself. */
export class Album {
  readonly #sections: Section[] = [];
  readonly #pictures = new Map<string, Chart>();

  /** Begins a section; what is added from then on belongs to it. */
  begin(frame: ChapterFrame): void {
    this.#sections.push({ frame, words: [frame.lead], lines: [], charts: [] });
  }

  get #current(): Section {
    return this.#sections.at(-1)!;
  }

  say(text: string): void {
    this.#current.words.push(text);
  }

  print(lines: string): void {
    this.#current.lines.push(lines);
  }

  tabulate(table: DataTable): void {
    this.#current.table = table;
  }

  /** Adds a picture; a name that is taken throws `duplicate-name`. */
  show(name: string, chart: Chart): void {
    if (this.#pictures.has(name)) throw new GlassboxError('duplicate-name', `There are two pictures named '${name}'.`);
    this.#pictures.set(name, chart);
    this.#current.charts.push(chart);
  }

  /** The page, self-contained. */
  html(title: string, subtitle: string): string {
    const sections = this.#sections.map(({ frame, words, lines, table, charts }) => ({
      heading: frame.title,
      text: words.join('\n\n'),
      ...(lines.length > 0 ? { preformatted: lines.join('\n\n') } : {}),
      ...(table ? { table } : {}),
      chart: charts,
    }));
    return htmlReport({ title, subtitle, sections });
  }

  /** Writes every picture as SVG and as PNG into a folder. */
  async writePictures(folder: string): Promise<string[]> {
    const files: string[] = [];
    for (const [name, chart] of this.#pictures) {
      const base = path.join(folder, name);
      await writeFile(`${base}.svg`, toSvg(chart));
      await writeFile(`${base}.png`, await toPng(chart));
      files.push(`${base}.svg`, `${base}.png`);
    }
    return files;
  }
}
