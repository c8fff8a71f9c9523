/** @typedef {import('./files.mjs').Finding} Finding */

const TEXT = /(\.(ts|tsx|mjs|js|json|md|yaml|yml|toml|py|txt|html|css|sh)|(^|\/)(\.npmrc|run|Dockerfile))$/;

/** What may stand before a path that begins at the root of one machine's disk. */
const BEFORE = '(?:^|[\\s"\'`(=:,])';

const LEAKS = [
  { pattern: new RegExp(`${BEFORE}/(?:work|tmp|home|Users|root)/[\\w.-]`), what: 'a path of one machine' },
  { pattern: /\b[A-Z]:\\{1,2}Users\\/, what: 'a path of one machine' },
  {
    pattern: /\bregistry\.[\w-]+\.\w|\b(?:npm\.pkg\.github|verdaccio|artifactory|nexus)\b[.:]/i,
    what: 'the host of a package registry',
  },
];

/**
 * Nothing in the repository names a folder of somebody's machine or the host that packages came from.
 *
 * @param {import('./files.mjs').Tree} tree
 * @returns {Finding[]}
 */
export function checkLeaks(tree) {
  return tree.files
    .filter((file) => TEXT.test(file))
    .flatMap((file) => {
      const lines = tree.read(file).split('\n');
      return lines.flatMap((line, index) => {
        const leak = LEAKS.find(({ pattern }) => pattern.test(line));
        return leak ? [{ file: `${file}:${index + 1}`, message: `names ${leak.what}; leave it out` }] : [];
      });
    });
}
