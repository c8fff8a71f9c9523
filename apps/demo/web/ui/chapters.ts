import { type ChapterId, chapterFrame } from '../../src/chapters/frame.js';
import { byId, h } from './elements.js';

/** A chapter of the page: where it stands in the notebook's frame, and what is in it. */
export interface PageChapter {
  readonly id: ChapterId | 'draw';
  readonly title: string;
  readonly lead: string;
  readonly body: readonly (Node | string)[];
}

/** A chapter under the notebook's own title and lead. */
export function chapter(id: ChapterId, ...body: PageChapter['body']): PageChapter {
  const { title, lead } = chapterFrame(id);
  return { id, title, lead, body };
}

/** Puts chapters into the page and their titles into the rail, in order. A later chapter is one more entry of the list. */
export function showChapters(chapters: readonly PageChapter[]): void {
  for (const { id, title, lead, body } of chapters) {
    byId('rail').append(h('li', {}, h('a', { href: `#${id}` }, title)));
    byId('chapters').append(
      h(
        'section',
        { id, 'aria-labelledby': `${id}-title` },
        h('h2', { id: `${id}-title` }, title),
        h('p', { class: 'lead' }, lead),
        ...body,
      ),
    );
  }
}
