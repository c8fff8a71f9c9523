import { throwIfAborted, yieldToEventLoop } from '@glassbox/core';
import type { Context, Telling } from './chapters/chapter.js';
import { chapterFrame } from './chapters/frame.js';
import { chapters } from './chapters/index.js';
import type { Narrator } from './cli/narrator.js';
import type { Album } from './report/album.js';

/** Runs the chapters in their order, telling each on the terminal and into the album. */
export async function runChapters(base: Omit<Context, keyof Telling>, narrator: Narrator, album: Album): Promise<void> {
  const context: Context = {
    ...base,
    say(text) {
      narrator.say(text);
      album.say(text);
    },
    print(lines) {
      narrator.print(lines);
      album.print(lines);
    },
    sketch: (lines) => narrator.print(lines),
    tabulate: (table) => album.tabulate(table),
    show: (name, chart) => album.show(name, chart),
  };
  for (const [index, chapter] of chapters.entries()) {
    const frame = chapterFrame(chapter.id);
    narrator.heading(index + 1, frame.title);
    narrator.say(frame.lead);
    album.begin(frame);
    await chapter.run(context);
    await yieldToEventLoop();
    throwIfAborted(base.signal);
  }
}
