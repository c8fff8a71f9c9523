import { isAssembly, isCode, isTest, workspaceFolders } from './files.mjs';
import { importTable, SCOPE, tableAllows } from './import-table.mjs';
import { importsOf, isRelative, namedStrings, packageOf } from './imports.mjs';

/** @typedef {import('./files.mjs').Tree} Tree */
/** @typedef {import('./files.mjs').Finding} Finding */
/** @typedef {Record<string, Record<string, string> | undefined>} Manifest */

/**
 * Holds the import table and each `package.json` against what the sources import.
 *
 * @param {Tree} tree
 * @returns {Finding[]}
 */
export function checkImports(tree) {
  const rootManifest = tree.has('package.json') ? readManifest(tree, '.') : {};
  const folders = ['packages', 'apps', 'examples'].flatMap((group) => workspaceFolders(tree, group));
  return folders.flatMap((folder) => [
    ...(folder.startsWith('packages/') ? checkPackage(tree, folder) : []),
    ...checkDeclared(tree, folder, rootManifest),
    ...checkRelative(tree, folder),
  ]);
}

/** @param {Tree} tree @param {string} folder @returns {Manifest} */
const readManifest = (tree, folder) =>
  JSON.parse(tree.read(folder === '.' ? 'package.json' : `${folder}/package.json`));

/** @param {Manifest} manifest @param {string[]} kinds */
const declared = (manifest, kinds) => kinds.flatMap((kind) => Object.keys(manifest[kind] ?? {}));

/** @param {Tree} tree @param {string} folder */
const codeOf = (tree, folder) =>
  tree.files.filter((file) => file.startsWith(`${folder}/`) && isCode(file) && !isAssembly(file));

/** @param {Tree} tree @param {string} folder The files that are published, and so may import only what the table allows. */
const publishedOf = (tree, folder) =>
  codeOf(tree, folder).filter((file) => file.startsWith(`${folder}/src/`) && !isTest(file));

/** @param {Tree} tree @param {string} folder @returns {Finding[]} */
function checkPackage(tree, folder) {
  const name = folder.slice('packages/'.length);
  const allowed = importTable[name];
  if (!allowed) return [{ file: folder, message: 'has no row in scripts/structure/import-table.mjs; add one' }];
  /** @type {Finding[]} */
  const findings = [];
  for (const file of publishedOf(tree, folder)) {
    for (const { specifier, line } of importsOf(tree, file)) {
      const imported = packageOf(specifier);
      if (imported === undefined || tableAllows(allowed, imported)) continue;
      const message =
        imported === SCOPE + name
          ? `imports its own package '${imported}'; use a relative path`
          : `imports '${imported}', which the import table does not allow ${name}`;
      findings.push({ file: `${file}:${line}`, message });
    }
  }
  return [...findings, ...checkPublishedManifest(tree, folder, allowed)];
}

/**
 * @param {Tree} tree
 * @param {string} folder
 * @param {import('./import-table.mjs').Allowed} allowed
 * @returns {Finding[]}
 */
function checkPublishedManifest(tree, folder, allowed) {
  const file = `${folder}/package.json`;
  const manifest = readManifest(tree, folder);
  const runtime = declared(manifest, ['dependencies', 'peerDependencies', 'optionalDependencies']);
  const named = new Set(publishedOf(tree, folder).flatMap((source) => [...namedStrings(tree, source)]));
  const isUsed = (/** @type {string} */ name) =>
    [...named].some((text) => text === name || text.startsWith(`${name}/`)) || isHandedOn(tree, manifest, name);
  return runtime.flatMap((name) => {
    if (!tableAllows(allowed, name))
      return [{ file, message: `depends on '${name}', which the import table does not allow` }];
    return isUsed(name) ? [] : [{ file, message: `declares '${name}', which no source uses; remove it` }];
  });
}

/**
 * Whether a peer is there because a package of ours that this one depends on asks its user for it.
 *
 * @param {Tree} tree
 * @param {Manifest} manifest
 * @param {string} name
 */
function isHandedOn(tree, manifest, name) {
  if (!manifest.peerDependencies?.[name]) return false;
  const ours = declared(manifest, ['dependencies']).filter((dependency) => dependency.startsWith(SCOPE));
  const folders = ours.map((dependency) => `packages/${dependency.slice(SCOPE.length)}`);
  return folders.some((folder) => readManifest(tree, folder).peerDependencies?.[name]);
}

/**
 * What is imported must be declared: by sources as a dependency or peer, by tests and apps in any way.
 *
 * @param {Tree} tree
 * @param {string} folder
 * @param {Manifest} rootManifest
 * @returns {Finding[]}
 */
function checkDeclared(tree, folder, rootManifest) {
  const manifest = readManifest(tree, folder);
  const runtime = new Set(declared(manifest, ['dependencies', 'peerDependencies', 'optionalDependencies']));
  const any = new Set([...runtime, String(manifest.name), ...declared(manifest, ['devDependencies'])]);
  const everywhere = new Set(declared(rootManifest, ['devDependencies', 'dependencies']));
  const published = new Set(folder.startsWith('packages/') ? publishedOf(tree, folder) : []);
  /** @type {Finding[]} */
  const findings = [];
  for (const file of codeOf(tree, folder)) {
    const allowed = published.has(file) ? runtime : any;
    for (const { specifier, line } of importsOf(tree, file)) {
      const name = packageOf(specifier);
      if (name === undefined || allowed.has(name) || name === String(manifest.name)) continue;
      if (!published.has(file) && everywhere.has(name)) continue;
      const message = `imports '${name}', which ${folder}/package.json does not declare`;
      findings.push({ file: `${file}:${line}`, message });
    }
  }
  return findings;
}

const KNOWN_ENDING = /\.(js|mjs|json|css|wasm|svg)(\?.*)?$/;

/**
 * A relative import names the file that is there after the build, and stays inside its own package.
 *
 * @param {Tree} tree
 * @param {string} folder
 * @returns {Finding[]}
 */
function checkRelative(tree, folder) {
  /** @type {Finding[]} */
  const findings = [];
  for (const file of codeOf(tree, folder)) {
    for (const { specifier, line, resolves } of importsOf(tree, file)) {
      if (!isRelative(specifier)) continue;
      const at = `${file}:${line}`;
      if (!resolves && !KNOWN_ENDING.test(specifier))
        findings.push({ file: at, message: `'${specifier}' must end in .js` });
      const target = new URL(specifier, `file:///${file}`).pathname.slice(1);
      if (!target.startsWith(`${folder}/`) && !isTest(file))
        findings.push({ file: at, message: `'${specifier}' leaves ${folder}; import the package by its name` });
    }
  }
  return findings;
}
