import ts from 'typescript';
import { isCode, isTest } from './files.mjs';
import { comments, lineOf, nodes, parse } from './syntax.mjs';

/** @typedef {import('./files.mjs').Finding} Finding */

const SILENCED = /@ts-(ignore|nocheck)|\b(biome|eslint)-(ignore|disable)/;
const EXPECTED_ERROR = /@ts-expect-error/;
const UNFINISHED = /\b(TODO|FIXME|XXX)\b/;

/**
 * No test is left alone or switched off, nothing is left for later, and no check is talked out of its say.
 *
 * @param {import('./files.mjs').Tree} tree
 * @returns {Finding[]}
 */
export function checkCodeStyle(tree) {
  return tree.files.filter(isCode).flatMap((file) => {
    const source = parse(tree, file);
    return [...checkComments(source, file), ...checkNodes(source, file)];
  });
}

/** @param {ts.SourceFile} source @param {string} file @returns {Finding[]} */
function checkComments(source, file) {
  return comments(source).flatMap(({ line, text }) => {
    const at = `${file}:${line}`;
    if (SILENCED.test(text)) return [{ file: at, message: 'silences a check; mend the cause' }];
    // In a test it is an assertion: the line must not compile.
    if (EXPECTED_ERROR.test(text) && !isTest(file))
      return [{ file: at, message: 'silences a type error; mend the cause' }];
    if (UNFINISHED.test(text)) return [{ file: at, message: 'leaves work in a comment; do it or open an issue' }];
    return [];
  });
}

/** @param {ts.SourceFile} source @param {string} file @returns {Finding[]} */
function checkNodes(source, file) {
  /** @type {Finding[]} */
  const findings = [];
  for (const node of nodes(source)) {
    const message = castProblem(node) ?? (isTest(file) ? testProblem(node) : undefined);
    if (message) findings.push({ file: `${file}:${lineOf(source, node)}`, message });
  }
  return findings;
}

/** @param {ts.Node} node */
function castProblem(node) {
  if (!ts.isAsExpression(node)) return undefined;
  if (node.type.kind === ts.SyntaxKind.AnyKeyword) return 'casts to any; name the type';
  const inner = node.expression;
  const twice = ts.isAsExpression(inner) && inner.type.kind === ts.SyntaxKind.UnknownKeyword;
  return twice ? 'casts through unknown; narrow the type instead' : undefined;
}

/** @param {ts.Node} node */
function testProblem(node) {
  if (!ts.isPropertyAccessExpression(node) || !/^(only|skip|todo)$/.test(node.name.text)) return undefined;
  if (!/^(it|test|describe|suite)\b/.test(node.expression.getText())) return undefined;
  return `uses .${node.name.text}; run the test, or skip it at run time with its reason (skipIf, context.skip)`;
}
