import { workspaceFolders } from './files.mjs';
import { SCOPE } from './import-table.mjs';

const FILE = 'docs/dependencies.md';

/**
 * Each dependency has its reason in docs/dependencies.md, and each reason its dependency.
 *
 * @param {import('./files.mjs').Tree} tree
 * @returns {import('./files.mjs').Finding[]}
 */
export function checkDependencyReasons(tree) {
  const reasons = tree.has(FILE) ? readReasons(tree.read(FILE)) : new Map();
  const dependencies = allDependencies(tree);
  const missing = [...dependencies].filter(([name]) => !reasons.get(name));
  const stale = [...reasons.keys()].filter((name) => !dependencies.has(name));
  return [
    ...missing.map(([name, file]) => ({ file, message: `'${name}' has no reason in ${FILE}; add a row or remove it` })),
    ...stale.map((name) => ({ file: FILE, message: `'${name}' is no dependency any more; remove its row` })),
  ];
}

/** @param {string} text @returns {Map<string, string>} the reason of each row | `name` | reason | */
function readReasons(text) {
  const rows = text.matchAll(/^\|\s*`([^`]+)`\s*\|\s*(.*?)\s*\|\s*$/gm);
  return new Map([...rows].map(([, name = '', reason = '']) => [name, reason]));
}

/**
 * Every dependency that is not ours, with the first package.json that declares it.
 *
 * @param {import('./files.mjs').Tree} tree
 * @returns {Map<string, string>}
 */
function allDependencies(tree) {
  const folders = ['packages', 'apps', 'examples'].flatMap((group) => workspaceFolders(tree, group));
  const manifests = ['package.json', ...folders.map((folder) => `${folder}/package.json`)].filter(tree.has);
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const file of manifests) {
    const manifest = JSON.parse(tree.read(file));
    for (const kind of ['dependencies', 'peerDependencies', 'optionalDependencies', 'devDependencies'])
      for (const name of Object.keys(manifest[kind] ?? {}))
        if (!name.startsWith(SCOPE) && !found.has(name)) found.set(name, file);
  }
  return found;
}
