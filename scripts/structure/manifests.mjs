import ts from 'typescript';
import { isCode, workspaceFolders } from './files.mjs';
import { SCOPE } from './import-table.mjs';
import { lineOf, parse } from './syntax.mjs';

/** @typedef {import('./files.mjs').Tree} Tree */
/** @typedef {import('./files.mjs').Finding} Finding */

/**
 * Holds each published package to one shape: required files, package.json fields, explicit exports.
 *
 * @param {Tree} tree
 * @returns {Finding[]}
 */
export function checkManifests(tree) {
  return workspaceFolders(tree, 'packages').flatMap((folder) => [
    ...checkFiles(tree, folder),
    ...checkFields(tree, folder),
    ...checkEntries(tree, folder),
    ...checkExplicitExports(tree, folder),
  ]);
}

/** @param {Tree} tree @param {string} folder @returns {Finding[]} */
function checkFiles(tree, folder) {
  const required = ['README.md', 'LICENSE', 'src/index.ts', 'tsconfig.build.json'];
  const missing = required.filter((file) => !tree.has(`${folder}/${file}`));
  return missing.map((file) => ({ file: folder, message: `lacks ${file}` }));
}

/** @param {Tree} tree @param {string} folder @returns {Finding[]} */
function checkFields(tree, folder) {
  const file = `${folder}/package.json`;
  const manifest = JSON.parse(tree.read(file));
  /** @type {[boolean, string][]} */
  const rules = [
    [
      manifest.name === SCOPE + folder.slice('packages/'.length),
      `must be named ${SCOPE}${folder.slice('packages/'.length)}`,
    ],
    [manifest.license === 'MIT', 'must have the licence MIT'],
    [manifest.type === 'module', 'must have "type": "module"'],
    [manifest.sideEffects === false, 'must have "sideEffects": false; nothing registers itself at import'],
    [Boolean(manifest.description), 'must have a description'],
    [Array.isArray(manifest.files) && manifest.files.includes('dist'), 'must publish "dist" in "files"'],
    [manifest.engines?.node === '>=20.19', 'must have "engines": { "node": ">=20.19" }'],
  ];
  const ranges = ['dependencies', 'peerDependencies', 'devDependencies'].flatMap((kind) =>
    Object.entries(manifest[kind] ?? {}),
  );
  for (const [name, range] of ranges)
    rules.push([
      !/^(workspace|file|link|git|https?):/.test(range),
      `gives '${name}' as '${range}', which npm cannot install`,
    ]);
  return rules.flatMap(([holds, message]) => (holds ? [] : [{ file, message }]));
}

/** @param {Tree} tree @param {string} folder @returns {Finding[]} */
function checkEntries(tree, folder) {
  const file = `${folder}/package.json`;
  /** @type {Finding[]} */
  const findings = [];
  for (const [entry, target] of Object.entries(JSON.parse(tree.read(file)).exports ?? {})) {
    if (typeof target !== 'object') continue;
    const source = target['@glassbox/source'];
    if (Object.keys(target)[0] !== '@glassbox/source')
      findings.push({ file, message: `'${entry}' must list "@glassbox/source" first` });
    else if (!tree.has(`${folder}/${source.replace('./', '')}`))
      findings.push({ file, message: `'${entry}' names ${source}, which is missing` });
    if (!('types' in target) || !('default' in target))
      findings.push({ file, message: `'${entry}' needs "types" and "default"` });
  }
  return findings;
}

/** @param {Tree} tree @param {string} folder @returns {Finding[]} */
function checkExplicitExports(tree, folder) {
  const files = tree.files.filter((file) => file.startsWith(`${folder}/src/`) && isCode(file));
  return files.flatMap((file) => {
    const source = parse(tree, file);
    return source.statements.flatMap((statement) => {
      const at = `${file}:${lineOf(source, statement)}`;
      if (ts.isExportDeclaration(statement) && !statement.exportClause)
        return [{ file: at, message: 'exports *; list the names' }];
      if (ts.isExportAssignment(statement)) return [{ file: at, message: 'has a default export; name it' }];
      return [];
    });
  });
}
