import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { root } from '../../scripts/setup/paths.mjs';
import { checkStructure } from '../../scripts/structure/check.mjs';
import { importTable, tableAllows } from '../../scripts/structure/import-table.mjs';

type Files = Record<string, string>;

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** The findings of a small repository made of these files, as lines. */
function check(files: Files): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'glassbox-structure-'));
  folders.push(folder);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  return checkStructure(folder).map(({ file, message }) => `${file}: ${message}`);
}

function manifest(name: string, fields: object = {}): string {
  const entry = { '@glassbox/source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' };
  return JSON.stringify({
    name: `@glassbox/${name}`,
    description: 'A package.',
    license: 'MIT',
    type: 'module',
    sideEffects: false,
    engines: { node: '>=20.19' },
    files: ['dist'],
    exports: { '.': entry, './package.json': './package.json' },
    ...fields,
  });
}

/** A package that breaks no rule, with some files and fields of its own. */
function sound(name: string, files: Files = {}, fields: object = {}): Files {
  const base: Files = {
    'README.md': '# A package\n',
    LICENSE: 'MIT',
    'tsconfig.build.json': '{}',
    'src/index.ts': "export { one } from './one.js';\n",
    'src/one.ts': 'export const one = 1;\n',
    'package.json': manifest(name, fields),
    ...files,
  };
  return Object.fromEntries(Object.entries(base).map(([file, text]) => [`packages/${name}/${file}`, text]));
}

it('finds nothing in a sound package', () => {
  expect(check(sound('core'))).toEqual([]);
});

describe('imports', () => {
  const uses = (specifier: string) => ({ 'src/one.ts': `export { x as one } from '${specifier}';\n` });

  it('refuses a package of ours that the table does not allow, in the source and in package.json', () => {
    expect(
      check(sound('core', uses('@glassbox/backends'), { dependencies: { '@glassbox/backends': '^0.1.0' } })),
    ).toEqual([
      "packages/core/package.json: depends on '@glassbox/backends', which the import table does not allow",
      "packages/core/src/one.ts:1: imports '@glassbox/backends', which the import table does not allow core",
    ]);
  });

  it.each([
    ["import type { Tensor } from '@tensorflow/tfjs-core';\nexport const one = (x: Tensor) => x;\n", 1],
    ["export const one = () => import('@tensorflow/tfjs-core');\n", 1],
    ["export const two = 2;\nexport type one = import('@tensorflow/tfjs-core').Tensor;\n", 2],
    ["export const one = () => import.meta.resolve('@tensorflow/tfjs-core');\n", 1],
  ])('sees types, dynamic imports and resolving: %j', (text, line) => {
    const findings = check(sound('datasets', { 'src/one.ts': text }));
    expect(findings).toContain(
      `packages/datasets/src/one.ts:${line}: imports '@tensorflow/tfjs-core', which the import table does not allow datasets`,
    );
    expect(findings).toContain(
      `packages/datasets/src/one.ts:${line}: imports '@tensorflow/tfjs-core', which packages/datasets/package.json does not declare`,
    );
  });

  it('refuses what is declared and unused, and takes a peer that is handed on', () => {
    const peer = { '@tensorflow/tfjs-core': '4.22.0' };
    const files = {
      ...sound('core'),
      ...sound('backends', uses('@glassbox/core'), {
        dependencies: { '@glassbox/core': '^0.1.0' },
        peerDependencies: peer,
      }),
      ...sound('explain', uses('@glassbox/backends'), {
        dependencies: { '@glassbox/backends': '^0.1.0', '@glassbox/core': '^0.1.0' },
        peerDependencies: peer,
      }),
      'docs/dependencies.md': '| `@tensorflow/tfjs-core` | Tensors. |\n',
    };
    expect(check(files)).toEqual([
      "packages/backends/package.json: declares '@tensorflow/tfjs-core', which no source uses; remove it",
      "packages/explain/package.json: declares '@glassbox/core', which no source uses; remove it",
    ]);
  });

  it('lets a test import what development declares, and nothing that nobody declares', () => {
    const test = "import '@glassbox/models';\nimport 'left-pad';\n";
    const files = sound('core', { 'src/one.test.ts': test }, { devDependencies: { '@glassbox/models': '^0.1.0' } });
    expect(check(files)).toEqual([
      "packages/core/src/one.test.ts:2: imports 'left-pad', which packages/core/package.json does not declare",
    ]);
  });

  it('holds apps and examples to what they declare', () => {
    const files = {
      'examples/plugin/package.json': '{ "name": "plugin", "dependencies": { "@glassbox/core": "^0.1.0" } }',
      'examples/plugin/src/main.ts': "import '@glassbox/core';\nimport '@glassbox/viz';\n",
    };
    expect(check(files)).toEqual([
      "examples/plugin/src/main.ts:2: imports '@glassbox/viz', which examples/plugin/package.json does not declare",
    ]);
  });

  it('refuses a path without its ending, a path into another package and a package by its own name', () => {
    const text = "import './two';\nimport '../../viz/src/index.js';\nimport '@glassbox/core';\nexport const one = 1;\n";
    expect(check(sound('core', { 'src/one.ts': text }))).toEqual([
      "packages/core/src/one.ts:1: './two' must end in .js",
      "packages/core/src/one.ts:2: '../../viz/src/index.js' leaves packages/core; import the package by its name",
      "packages/core/src/one.ts:3: imports its own package '@glassbox/core'; use a relative path",
    ]);
  });

  it('asks for a row in the table for a new package', () => {
    expect(check(sound('surprise'))).toContain(
      'packages/surprise: has no row in scripts/structure/import-table.mjs; add one',
    );
  });

  it('leaves room for the packages to come', () => {
    expect(Object.keys(importTable)).toEqual(expect.arrayContaining(['tuning', 'explain', 'tensorboard']));
    expect(tableAllows(importTable.tuning!, '@glassbox/core')).toBe(true);
    expect(tableAllows(importTable.tuning!, '@glassbox/models')).toBe(false);
  });
});

describe('the shape of a package', () => {
  it('asks for each required file', () => {
    const files = sound('core');
    for (const file of ['README.md', 'LICENSE', 'tsconfig.build.json']) delete files[`packages/core/${file}`];
    expect(check(files)).toEqual([
      'packages/core: lacks README.md',
      'packages/core: lacks LICENSE',
      'packages/core: lacks tsconfig.build.json',
    ]);
  });

  it.each([
    [{ sideEffects: true }, 'must have "sideEffects": false; nothing registers itself at import'],
    [{ type: 'commonjs' }, 'must have "type": "module"'],
    [{ license: 'ISC' }, 'must have the licence MIT'],
    [{ name: '@glassbox/kern' }, 'must be named @glassbox/core'],
    [{ engines: {} }, 'must have "engines": { "node": ">=20.19" }'],
    [{ files: ['src'] }, 'must publish "dist" in "files"'],
    [{ description: '' }, 'must have a description'],
    [{ exports: { '.': { types: './dist/index.d.ts' } } }, '\'.\' must list "@glassbox/source" first'],
    [
      { exports: { './x': { '@glassbox/source': './src/x.ts', types: '', default: '' } } },
      "'./x' names ./src/x.ts, which is missing",
    ],
  ])('refuses %j', (fields, message) => {
    expect(check(sound('core', {}, fields))).toContain(`packages/core/package.json: ${message}`);
  });

  it('refuses a range that npm cannot install', () => {
    const files = sound('core', {}, { devDependencies: { '@glassbox/viz': 'workspace:^' } });
    expect(check(files)).toEqual([
      "packages/core/package.json: gives '@glassbox/viz' as 'workspace:^', which npm cannot install",
    ]);
  });

  it('refuses export * and default exports', () => {
    const files = sound('core', { 'src/index.ts': "export * from './one.js';\nexport default 1;\n" });
    expect(check(files)).toEqual([
      'packages/core/src/index.ts:1: exports *; list the names',
      'packages/core/src/index.ts:2: has a default export; name it',
    ]);
  });
});

describe('sizes', () => {
  const lines = (count: number) => 'one();\n'.repeat(count);

  it('refuses a file of 400 lines', () => {
    expect(check(sound('core', { 'src/one.ts': lines(400) }))).toEqual([
      'packages/core/src/one.ts: has 400 lines; split it, 400 is the limit',
    ]);
    expect(check(sound('core', { 'src/one.ts': lines(399), 'src/golden/big.ts': lines(900) }))).toEqual([]);
  });

  it('refuses a function of 60 lines, and lets describe group tests', () => {
    const body = `() => {\n${lines(58)}}`;
    const files = {
      'src/one.ts': `export const one = ${body};\n`,
      'src/one.test.ts': `describe('one', ${body});\nit('is long', ${body});\n`,
    };
    expect(check(sound('core', files))).toEqual([
      'packages/core/src/one.test.ts:61: a function has 60 lines; split it, 60 is the limit',
      'packages/core/src/one.ts:1: one() has 60 lines; split it, 60 is the limit',
    ]);
  });
});

describe('code', () => {
  it.each([
    [
      'it.only("x", () => {});',
      'uses .only; run the test, or skip it at run time with its reason (skipIf, context.skip)',
    ],
    [
      'describe.skip("x", () => {});',
      'uses .skip; run the test, or skip it at run time with its reason (skipIf, context.skip)',
    ],
    ['const x = y as any;', 'casts to any; name the type'],
    ['const x = y as unknown as string;', 'casts through unknown; narrow the type instead'],
    [`// ${'TO'}DO later`, 'leaves work in a comment; do it or open an issue'],
    [`// @ts-${'ignore'}`, 'silences a check; mend the cause'],
    [`// biome-${'ignore'} lint: no`, 'silences a check; mend the cause'],
  ])('refuses %s', (text, message) => {
    expect(check(sound('core', { 'src/one.test.ts': `${text}\n` }))).toEqual([
      `packages/core/src/one.test.ts:1: ${message}`,
    ]);
  });

  it('takes an expected type error in a test, not in a source, and does not read strings as comments', () => {
    const text = `// @ts-expect-${'error'} a number is no string\nconst x = "// ${'TO'}DO";\n`;
    expect(check(sound('core', { 'src/one.test.ts': text, 'src/one.ts': text }))).toEqual([
      'packages/core/src/one.ts:1: silences a type error; mend the cause',
    ]);
  });
});

describe('documents', () => {
  it('refuses links that lead nowhere', () => {
    const text =
      '# One thing\n[a](src/one.ts) [b](gone.md) [c](#one-thing) [d](#two) [e](../core/README.md#one-thing)\n`[f](x)`\n';
    expect(check(sound('core', { 'README.md': text }))).toEqual([
      'packages/core/README.md: links to gone.md, which does not exist',
      'packages/core/README.md: links to #two, but there is no such heading',
    ]);
  });

  it('asks for a reason for each dependency and a dependency for each reason', () => {
    const files = {
      'package.json': '{ "devDependencies": { "vitest": "4", "tsx": "4" } }',
      'docs/dependencies.md':
        '| package | reason |\n|---|---|\n| `vitest` | Runs tests. |\n| `jest` | Gone. |\n| `tsx` | |\n',
    };
    expect(check(files)).toEqual([
      "docs/dependencies.md: 'jest' is no dependency any more; remove its row",
      "package.json: 'tsx' has no reason in docs/dependencies.md; add a row or remove it",
    ]);
  });

  it.each([
    [`cd /${'home'}/ada/glassbox`, 'names a path of one machine; leave it out'],
    [`"C:\\\\${'Users'}\\\\ada"`, 'names a path of one machine; leave it out'],
    [`tarball: https://registry.${'npmjs'}.org/x`, 'names the host of a package registry; leave it out'],
  ])('refuses %s', (text, message) => {
    expect(check({ 'docs/x.md': text, 'pnpm-lock.yaml': `a: 1\nb: ${text}\n` })).toEqual([
      `docs/x.md:1: ${message}`,
      `pnpm-lock.yaml:2: ${message}`,
    ]);
  });
});

it('this repository holds to its structure', () => {
  expect(checkStructure(root).map(({ file, message }) => `${file}: ${message}`)).toEqual([]);
});
