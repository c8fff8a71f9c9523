import ts from 'typescript';
import { isCode } from './files.mjs';
import { lineOf, nodes, parse } from './syntax.mjs';

const FILE_LINES = 400;
const FUNCTION_LINES = 60;

/**
 * No file reaches 400 lines and no function 60; a test's `describe` may be longer, since it only groups.
 *
 * @param {import('./files.mjs').Tree} tree
 * @returns {import('./files.mjs').Finding[]}
 */
export function checkSizes(tree) {
  return tree.files.filter(isCode).flatMap((file) => {
    const lines = tree.read(file).trimEnd().split('\n').length;
    const long =
      lines >= FILE_LINES ? [{ file, message: `has ${lines} lines; split it, ${FILE_LINES} is the limit` }] : [];
    return [...long, ...longFunctions(tree, file)];
  });
}

/** @param {import('./files.mjs').Tree} tree @param {string} file @returns {import('./files.mjs').Finding[]} */
function longFunctions(tree, file) {
  const source = parse(tree, file);
  /** @type {import('./files.mjs').Finding[]} */
  const findings = [];
  for (const node of nodes(source)) {
    if (!ts.isFunctionLike(node) || !('body' in node) || !node.body || groupsTests(node)) continue;
    const first = lineOf(source, node);
    const lines = source.getLineAndCharacterOfPosition(node.getEnd()).line + 2 - first;
    if (lines < FUNCTION_LINES) continue;
    const message = `${nameOf(node)} has ${lines} lines; split it, ${FUNCTION_LINES} is the limit`;
    findings.push({ file: `${file}:${first}`, message });
  }
  return findings;
}

/** @param {ts.SignatureDeclaration} node */
function groupsTests(node) {
  return ts.isCallExpression(node.parent) && /^(describe|suite)\b/.test(node.parent.expression.getText());
}

/** @param {ts.SignatureDeclaration} node */
function nameOf(node) {
  const name = node.name ?? (ts.isVariableDeclaration(node.parent) ? node.parent.name : undefined);
  return name ? `${name.getText()}()` : 'a function';
}
