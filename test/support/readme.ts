import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../scripts/setup/paths.mjs';

/** A program in a README: a fenced `ts` block that imports something. */
export interface ReadmeProgram {
  /** The README, by path from the root. */
  readonly readme: string;
  /** The line of the opening fence, counted from 1. */
  readonly line: number;
  readonly code: string;
  /** Why the block is not run (` ```ts no-run: needs a browser `); undefined where it is. */
  readonly notRun: string | undefined;
}

/** The README of the repository and of each package that has one. */
export function readmes(): string[] {
  const packages = readdirSync(path.join(root, 'packages')).map((name) => `packages/${name}/README.md`);
  return ['README.md', ...packages].filter((file) => existsSync(path.join(root, file)));
}

/** The programs of one README; throws for a block that opts out without saying why. */
export function programsOf(readme: string, text = readFileSync(path.join(root, readme), 'utf8')): ReadmeProgram[] {
  const blocks = text.matchAll(/^```ts\b[ \t]*(.*)\n([\s\S]*?)^```/gm);
  return [...blocks]
    .map(([, info = '', code = ''], index, all) => ({ info, code, start: all[index]?.index ?? 0 }))
    .filter(({ code }) => /^import\b/m.test(code))
    .map(({ info, code, start }) => {
      const line = text.slice(0, start).split('\n').length;
      const optOut = /^no-run:\s*(\S.*)$/.exec(info);
      if (info && !optOut)
        throw new Error(`${readme}:${line}: a ts block is "ts" or "ts no-run: the reason", not "ts ${info}"`);
      return { readme, line, code, notRun: optOut?.[1] };
    });
}

/** The folder, ignored by git, that a README's programs are written to: inside its package, so that imports resolve there. */
export const programFolder = (readme: string) => path.join(root, path.dirname(readme), '.cache', 'readme');

/** Writes a program as a module and answers the file. */
export function writeProgram({ readme, line, code }: ReadmeProgram): string {
  const folder = programFolder(readme);
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `line-${line}.ts`);
  writeFileSync(file, `${code}\nexport {};\n`);
  return file;
}
