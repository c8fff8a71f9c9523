import { existsSync } from 'node:fs';
import path from 'node:path';

/** @typedef {import('./files.mjs').Tree} Tree */

/**
 * Every relative link of a Markdown file leads to a file that exists, and to a heading that exists in it.
 *
 * @param {Tree} tree
 * @returns {import('./files.mjs').Finding[]}
 */
export function checkLinks(tree) {
  return tree.files
    .filter((file) => file.endsWith('.md'))
    .flatMap((file) => {
      const prose = withoutCode(tree.read(file));
      const links = [...prose.matchAll(/\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g)].map((match) => match[1] ?? '');
      return links.flatMap((link) => {
        const problem = linkProblem(tree, file, link);
        return problem ? [{ file, message: problem }] : [];
      });
    });
}

/** @param {string} text */
const withoutCode = (text) => text.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').replace(/`[^`\n]*`/g, '');

/** @param {Tree} tree @param {string} file @param {string} link */
function linkProblem(tree, file, link) {
  if (/^[a-z][a-z+.-]*:/i.test(link)) return undefined;
  const [target = '', heading] = link.split('#');
  const found = target ? path.posix.normalize(path.posix.join(path.posix.dirname(file), decodeURI(target))) : file;
  if (!existsSync(path.join(tree.root, found))) return `links to ${link}, which does not exist`;
  if (!heading || !found.endsWith('.md')) return undefined;
  return headings(tree.read(found)).has(heading) ? undefined : `links to ${link}, but there is no such heading`;
}

/** @param {string} text The anchors of its headings, as the usual Markdown sites make them. */
function headings(text) {
  const titles = [...text.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').matchAll(/^#{1,6}\s+(.+?)\s*$/gm)];
  const slug = (/** @type {string} */ title) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-');
  return new Set(titles.map((match) => slug(match[1] ?? '')));
}
