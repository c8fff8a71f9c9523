import { isBuiltin } from 'node:module';
import ts from 'typescript';
import { lineOf, nodes, parse } from './syntax.mjs';

/** @typedef {{ specifier: string, line: number, resolves: boolean }} Import `resolves`: it only asks where the module is. */

/**
 * The module that a node refers to: static and dynamic imports, re-exports, imported types, `require`, and `resolve` of either
 * kind.
 *
 * @param {ts.Node} node
 * @returns {ts.Node | undefined}
 */
function specifierOf(node) {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (!ts.isCallExpression(node)) return undefined;
  const callee = node.expression;
  const loads =
    callee.kind === ts.SyntaxKind.ImportKeyword || /^(require|(require|import\.meta)\.resolve)$/.test(callee.getText());
  return loads ? node.arguments[0] : undefined;
}

/**
 * Every module that a file names where modules are loaded.
 *
 * @param {import('./files.mjs').Tree} tree
 * @param {string} file
 * @returns {Import[]}
 */
export function importsOf(tree, file) {
  const source = parse(tree, file);
  /** @type {Import[]} */
  const found = [];
  for (const node of nodes(source)) {
    const specifier = specifierOf(node);
    if (!specifier || !ts.isStringLiteralLike(specifier)) continue;
    const resolves = ts.isCallExpression(node) && /resolve$/.test(node.expression.getText());
    found.push({ specifier: specifier.text, line: lineOf(source, node), resolves });
  }
  return found;
}

/** @param {string} specifier */
export const isRelative = (specifier) => /^\.{1,2}(\/|$)/.test(specifier);

/**
 * The package that a specifier names; undefined for relative files, Node's own modules and a bundler's virtual ones.
 *
 * @param {string} specifier
 */
export function packageOf(specifier) {
  if (isRelative(specifier) || isBuiltin(specifier) || /^(virtual:|data:|https?:|\/|#)/.test(specifier))
    return undefined;
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0];
}

/**
 * The packages that a file names in any string: one may be loaded by a name that is kept in a constant or put together.
 *
 * @param {import('./files.mjs').Tree} tree
 * @param {string} file
 */
export function namedStrings(tree, file) {
  /** @type {Set<string>} */
  const found = new Set();
  for (const node of nodes(parse(tree, file)))
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) found.add(node.text);
  return found;
}
