import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root, toolPath } from '../../scripts/setup/paths.mjs';
import { jobEnvironment } from '../../scripts/setup/process.mjs';
import { type Ended, run, runProgram } from './run-program.js';

/** A package as it is published: its name and the entries that it exports. */
export interface Packed {
  readonly name: string;
  readonly entries: readonly string[];
  readonly tarball: string;
}

/** The folders of the packages that have sources. */
export function packageFolders(): string[] {
  const folders = readdirSync(path.join(root, 'packages')).map((name) => path.join(root, 'packages', name));
  return folders.filter((folder) => existsSync(path.join(folder, 'src/index.ts')));
}

const readManifest = (folder: string) => JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));

/** Fails with what a command printed unless it ended well. */
export function succeeded({ status, output }: Ended, what: string): string {
  if (status !== 0) throw new Error(`${what} failed (${status}):\n${output}`);
  return output;
}

/** Builds every package, each after those that it depends on. */
export async function buildPackages(): Promise<void> {
  const filters = packageFolders().map((folder) => `--filter=${readManifest(folder).name}`);
  const args = [toolPath('turbo'), 'run', 'build', '--output-logs=errors-only', ...filters];
  succeeded(await runProgram(args, root, 5, jobEnvironment()), 'turbo run build');
}

/** Packs one package, built already, as `npm publish` would. */
export async function pack(folder: string, destination: string): Promise<Packed> {
  const args = ['pack', '--json', '--silent', '--ignore-scripts', '--pack-destination', destination];
  succeeded(await run('npm', args, folder), `npm pack in ${folder}`);
  const { name, version, exports } = readManifest(folder);
  const entries = Object.keys(exports).filter((entry) => entry !== './package.json');
  const file = `${String(name).replace('@', '').replace('/', '-')}-${version}.tgz`;
  return { name, entries: entries.map((entry) => entry.replace('.', name)), tarball: path.join(destination, file) };
}

/** An empty folder outside the workspace; its real path, since a linked one would resolve elsewhere. */
export const emptyFolder = () => realpathSync(mkdtempSync(path.join(tmpdir(), 'glassbox-packed-')));

/** Installs packed packages and some others into an empty project with plain npm. */
export function install(project: string, packed: readonly Packed[], others: Record<string, string>): Promise<Ended> {
  mkdirSync(project, { recursive: true });
  const ours = Object.fromEntries(packed.map(({ name, tarball }) => [name, `file:${tarball}`]));
  const manifest = { name: 'stranger', private: true, type: 'module', dependencies: { ...ours, ...others } };
  writeFileSync(path.join(project, 'package.json'), JSON.stringify(manifest));
  return run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts'], project);
}

/** The compiler's complaints about a project's file, one a line. */
export async function compile(project: string, file: string, options: object): Promise<string[]> {
  const compilerOptions = { target: 'ES2022', strict: true, noEmit: true, types: ['node'], ...options };
  writeFileSync(path.join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [file] }));
  const { output } = await runProgram([toolPath('tsc', 'typescript'), '-p', 'tsconfig.json'], project);
  return output.split('\n').filter((line) => /error TS\d+/.test(line));
}
