import { existsSync } from 'node:fs';
import path from 'node:path';
import { ensureBrowser, NO_BROWSER } from './browser.mjs';
import { ensureInstalled } from './install.mjs';
import { root, toolPath } from './paths.mjs';
import { jobEnvironment, runNode } from './process.mjs';
import { ensureServers } from './servers.mjs';

const FROM_SOURCES = ['--import', 'tsx', '--conditions=@glassbox/source'];

/** @typedef {(args: string[]) => Promise<number>} Job */

/** @type {Record<string, { does: string, run: Job }>} */
const jobs = {
  demo: {
    does: "trains the notebook's network on MNIST and draws what it learnt",
    run: (args) => runNode([...FROM_SOURCES, inApp('demo', 'src/main.ts'), ...args]),
  },
  'demo:web': {
    does: 'serves the page that trains in the browser',
    run: (args) => runNode([toolPath('vite'), ...args], { cwd: inApp('demo', '.') }),
  },
  bench: { does: 'measures Glassbox beside its peers, built as it is published', run: bench },
  test: { does: 'runs every test', run: test },
  build: {
    does: 'builds every package, in the order of their dependencies',
    run: (args) => runNode([toolPath('turbo'), 'run', 'build', ...args]),
  },
  check: {
    does: 'formatting, lint, types, dead code, structure, package shape',
    run: (args) => runNode([path.join(root, 'scripts/check.mjs'), ...args]),
  },
  format: {
    does: 'formats and mends what can be mended without thought',
    run: (args) => runNode([toolPath('biome', '@biomejs/biome'), 'check', '--write', ...args]),
  },
};

/**
 * Sets up and runs one job, then ends this process with the job's status.
 *
 * @param {string[]} argv the job's name and its arguments
 */
export async function runJob([name = '', ...args]) {
  const job = Object.hasOwn(jobs, name) ? jobs[name] : undefined;
  if (!job) {
    console.error(`${name ? `There is no job '${name}'.` : 'Which job?'} Jobs:`);
    for (const [known, { does }] of Object.entries(jobs)) console.error(`  npm run ${known.padEnd(9)} ${does}`);
    process.exit(2);
  }
  await ensureInstalled();
  process.exit(await job.run(args));
}

/** @type {Job} */
async function bench(args) {
  const { env } = await withBrowser();
  const packages = ['--filter=./packages/*', '--output-logs=errors-only'];
  const built = args.includes('--help') ? 0 : await runNode([toolPath('turbo'), 'run', 'build', ...packages]);
  return built || runNode(['--import', 'tsx', inApp('bench', 'src/main.ts'), ...args], { env });
}

/** The environment of a job that uses a browser, which reads CHROME_PATH. */
async function withBrowser() {
  const browser = await ensureBrowser();
  return { browser, env: { ...jobEnvironment(), ...(browser ? { CHROME_PATH: browser } : {}) } };
}

/** @type {Job} */
async function test(args) {
  const { browser, env } = await withBrowser();
  const missing = await ensureServers();
  const status = await runNode([toolPath('vitest'), 'run', ...args], { env });
  for (const reason of browser ? missing : [NO_BROWSER, ...missing]) console.error(reason);
  return status;
}

/**
 * @param {string} app
 * @param {string} file
 */
function inApp(app, file) {
  const found = path.join(root, 'apps', app, file);
  if (existsSync(found)) return found;
  console.error(`apps/${app}/${file} is missing from this checkout.`);
  return process.exit(1);
}
