import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { runAside } from './process.mjs';

/** @param {string} file Whether it is a program that this process may run. */
export function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The first of some programs in the folders of the path.
 *
 * @param {readonly string[]} names
 * @param {readonly string[]} [folders]
 */
export function programOnPath(names, folders = (process.env.PATH ?? '').split(path.delimiter)) {
  return folders
    .filter(Boolean)
    .flatMap((folder) => names.map((name) => path.join(folder, name)))
    .find(isProgram);
}

/**
 * Installs packages of Debian where this process may; where it may not, or cannot reach them, nothing happens.
 *
 * `GLASSBOX_NO_INSTALL=1` keeps it from touching the system's packages.
 *
 * @param {readonly string[]} packages
 * @param {string} why
 */
export async function installPackages(packages, why) {
  if (process.env.GLASSBOX_NO_INSTALL || process.getuid?.() !== 0 || !programOnPath(['apt-get'])) return;
  process.stderr.write(`Installing ${packages.join(' and ')} from the system's packages ${why} ...\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runAside('apt-get', ['update', '-q'], { env, quiet: true });
  await runAside('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...packages], { env, quiet: true });
}
