import ts from 'typescript';
import { isCode, isTest, readTree } from './files.mjs';
import { parse } from './syntax.mjs';

/**
 * The source files of packages that do something and have no test of their own beside them. A list to look through, not a
 * failure: a file may be tested through its neighbour.
 *
 * @param {string} root
 */
export function untestedSources(root) {
  const tree = readTree(root);
  const sources = tree.files.filter((file) => /^packages\/[^/]+\/src\//.test(file) && isCode(file) && !isTest(file));
  return sources.filter((file) => !tree.has(file.replace(/\.tsx?$/, '.test.ts')) && acts(parse(tree, file)));
}

/** @param {ts.SourceFile} source Whether a file has code of its own, not only types and re-exports. */
function acts(source) {
  return source.statements.some(
    (statement) =>
      !ts.isExportDeclaration(statement) &&
      !ts.isImportDeclaration(statement) &&
      !ts.isInterfaceDeclaration(statement) &&
      !ts.isTypeAliasDeclaration(statement),
  );
}
