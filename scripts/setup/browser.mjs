import path from 'node:path';
import { installPackages, isProgram, programOnPath } from './system-packages.mjs';

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

/**
 * The path of a Chromium, Chrome or Edge: `CHROME_PATH` where it is set, else what is on the path or in the usual places.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined}
 */
export function findBrowser(env = process.env) {
  if (env.CHROME_PATH) return isProgram(env.CHROME_PATH) ? env.CHROME_PATH : undefined;
  return programOnPath(NAMES, (env.PATH ?? '').split(path.delimiter)) ?? PLACES.find(isProgram);
}

export const NO_BROWSER =
  'No browser was found, so the browser tests are skipped: install chromium (Debian: apt-get install chromium) or set CHROME_PATH.';

/**
 * Finds a browser, or installs Debian's where this process may; undefined where neither is possible.
 *
 * @returns {Promise<string | undefined>}
 */
export async function ensureBrowser() {
  const found = findBrowser();
  if (found || process.env.CHROME_PATH) return found;
  await installPackages(['chromium', 'fonts-liberation'], 'for the browser tests');
  return findBrowser();
}
