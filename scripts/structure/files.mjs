import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** @typedef {{ file: string, message: string }} Finding A broken rule: where, and what to do. */

/**
 * The repository as the checks see it: every file that is part of it, by path from the root with forward slashes.
 *
 * @typedef {object} Tree
 * @property {string} root
 * @property {readonly string[]} files
 * @property {(file: string) => string} read
 * @property {(file: string) => boolean} has
 */

/** @param {string} root @returns {Tree} */
export function readTree(root) {
  const ignored = ignoredFolders(root);
  /** @type {string[]} */
  const files = [];
  walk(root, '', ignored, files);
  const known = new Set(files);
  /** @type {Map<string, string>} */
  const texts = new Map();
  const read = (/** @type {string} */ file) => {
    const text = texts.get(file) ?? readFileSync(path.join(root, file), 'utf8');
    texts.set(file, text);
    return text;
  };
  return { root, files, read, has: (file) => known.has(file) };
}

/** @param {string} root The folders that `.gitignore` names plainly, and git's own. */
function ignoredFolders(root) {
  const file = path.join(root, '.gitignore');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const folders = lines.filter((line) => /^[\w.-]+\/$/.test(line)).map((line) => line.slice(0, -1));
  return new Set(['.git', 'node_modules', ...folders]);
}

/**
 * @param {string} root
 * @param {string} folder
 * @param {ReadonlySet<string>} ignored
 * @param {string[]} files
 */
function walk(root, folder, ignored, files) {
  const entries = readdirSync(path.join(root, folder), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isFile()) files.push(file);
    else if (entry.isDirectory() && !ignored.has(entry.name)) walk(root, file, ignored, files);
  }
}

/** @param {Tree} tree @param {string} group `packages`, `apps` or `examples` */
export function workspaceFolders(tree, group) {
  const manifests = tree.files.filter((file) => new RegExp(`^${group}/[^/]+/package\\.json$`).test(file));
  return manifests.map((file) => path.posix.dirname(file));
}

/** @param {string} file Whether it is code that we wrote: not generated, not golden data. */
export const isCode = (file) => /\.(ts|tsx|mjs|js)$/.test(file) && !/(^|\/)golden\/|\.generated\.|\.d\.ts$/.test(file);

/** @param {string} file Whether it is AssemblyScript: its imports have no ending, and its compiler is another. */
export const isAssembly = (file) => /\/assembly\/[^/]+\.ts$/.test(file);

/** @param {string} file */
export const isTest = (file) => /\.test\.tsx?$/.test(file) || /(^|\/)test\//.test(file);
