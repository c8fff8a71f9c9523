import path from 'node:path';
import ts from 'typescript';

/** @type {Map<string, { text: string, source: ts.SourceFile }>} */
const parsed = new Map();

/**
 * The syntax tree of a file, parsed once.
 *
 * @param {import('./files.mjs').Tree} tree
 * @param {string} file
 */
export function parse(tree, file) {
  const text = tree.read(file);
  const key = path.join(tree.root, file);
  const known = parsed.get(key);
  if (known?.text === text) return known.source;
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  parsed.set(key, { text, source });
  return source;
}

/**
 * Every node of a tree, parents first.
 *
 * @param {ts.Node} node
 * @returns {Generator<ts.Node>}
 */
export function* nodes(node) {
  yield node;
  /** @type {ts.Node[]} */
  const children = [];
  ts.forEachChild(node, (child) => void children.push(child));
  for (const child of children) yield* nodes(child);
}

/** @param {ts.SourceFile} source @param {ts.Node} node The line that a node begins on, counted from 1. */
export const lineOf = (source, node) => source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;

/**
 * Every comment of a file with the line that it begins on.
 *
 * @param {ts.SourceFile} source
 */
export function comments(source) {
  /** @type {Map<number, { line: number, text: string }>} */
  const found = new Map();
  const add = (/** @type {ts.CommentRange} */ range) => {
    const { line } = source.getLineAndCharacterOfPosition(range.pos);
    found.set(range.pos, { line: line + 1, text: source.text.slice(range.pos, range.end) });
  };
  const visit = (/** @type {ts.Node} */ node) => {
    for (const range of ts.getLeadingCommentRanges(source.text, node.getFullStart()) ?? []) add(range);
    for (const range of ts.getTrailingCommentRanges(source.text, node.getEnd()) ?? []) add(range);
    for (const child of node.getChildren(source)) visit(child);
  };
  visit(source);
  return [...found.values()];
}
