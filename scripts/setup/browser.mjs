import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { runAside } from './process.mjs';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'chrome',
  'msedge',
];

const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** @param {string} file */
function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The path of a Chromium, Chrome or Edge: `CHROME_PATH` where it is set, else what is on the path or in the usual places.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined}
 */
export function findBrowser(env = process.env) {
  if (env.CHROME_PATH) return isProgram(env.CHROME_PATH) ? env.CHROME_PATH : undefined;
  const folders = (env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const onPath = folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name)));
  return [...onPath, ...PLACES].find(isProgram);
}

export const NO_BROWSER =
  'No browser was found, so the browser tests are skipped: install chromium (Debian: apt-get install chromium) or set CHROME_PATH.';

/**
 * Finds a browser, or installs Debian's where this process may; undefined where neither is possible.
 *
 * `GLASSBOX_NO_INSTALL=1` keeps it from touching the system's packages.
 *
 * @returns {Promise<string | undefined>}
 */
export async function ensureBrowser() {
  const found = findBrowser();
  if (found || process.env.CHROME_PATH || process.env.GLASSBOX_NO_INSTALL || !canInstall()) return found;
  process.stderr.write("Installing chromium from the system's packages for the browser tests ...\n");
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runAside('apt-get', ['update', '-q'], { env, quiet: true });
  const packages = ['chromium', 'fonts-liberation'];
  await runAside('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...packages], { env, quiet: true });
  return findBrowser();
}

function canInstall() {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return process.getuid?.() === 0 && folders.some((folder) => isProgram(path.join(folder, 'apt-get')));
}
