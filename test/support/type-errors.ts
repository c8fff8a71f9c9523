import path from 'node:path';
import ts from 'typescript';
import { root } from '../../scripts/setup/paths.mjs';

/** The type errors of these files alone, checked against the workspace's sources as strictly as the sources are. */
export function typeErrors(files: readonly string[]): string[] {
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root);
  // An example may name a value only to show it.
  const program = ts.createProgram(files, { ...options, noUnusedLocals: false, noUnusedParameters: false });
  const wanted = new Set(files.map((file) => path.normalize(file)));
  const sources = program.getSourceFiles().filter(({ fileName }) => wanted.has(path.normalize(fileName)));
  const diagnostics = sources.flatMap((source) => [
    ...program.getSyntacticDiagnostics(source),
    ...program.getSemanticDiagnostics(source),
  ]);
  return diagnostics.map(({ file, start, messageText }) => {
    const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
    const name = file ? path.relative(root, file.fileName) : '';
    return `${name}:${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}
