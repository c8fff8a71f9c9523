import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';
import { runAside } from './process.mjs';

/** The package manager, pinned in `package.json`; it comes through npx, so only Node and npm need be there. */
const packageManager = () => JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).packageManager;

const stampFile = path.join(root, 'node_modules', '.cache', 'glassbox-setup');

/** What the installed dependencies depend on: the lock file, and the Node that runs them. */
function currentStamp() {
  const lock = readFileSync(path.join(root, 'pnpm-lock.yaml'));
  return createHash('sha256')
    .update(lock)
    .update(process.version)
    .update(process.platform + process.arch)
    .digest('hex');
}

/** Installs the locked dependencies unless that was done already for this lock file and this Node. */
export async function ensureInstalled() {
  const stamp = currentStamp();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  process.stderr.write('Installing the dependencies (once; they come from the package registry) ...\n');
  // A silent npm around this must not keep the reason of a failure to itself.
  const env = { ...process.env, npm_config_loglevel: 'notice' };
  const args = ['--yes', packageManager(), 'install', '--frozen-lockfile', '--reporter=append-only'];
  const { status, output } = await runAside('npx', args, { env });
  if (status !== 0) {
    process.stderr.write(`\n${installProblem(output)}\n`);
    process.exit(1);
  }
  mkdirSync(path.dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
}

const UNREACHABLE =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ERR_PNPM_META_FETCH_FAIL|UND_ERR_\w+)\b/;

/**
 * Whether an installation failed for want of the registry.
 *
 * @param {string} output what the package manager printed
 */
export const isUnreachable = (output) => UNREACHABLE.test(output);

/**
 * What to do about an installation that failed, in one line.
 *
 * @param {string} output what the package manager printed
 */
export function installProblem(output) {
  const unreachable = UNREACHABLE.exec(output);
  if (unreachable) {
    return (
      `The package registry cannot be reached (${unreachable[1]}). Connect to the network, or point npm at a mirror that you ` +
      'can reach (npm config set registry <address>; behind a proxy: npm config set proxy <address>), and run again.'
    );
  }
  if (output.includes('ERR_PNPM_OUTDATED_LOCKFILE')) {
    return `A package.json and pnpm-lock.yaml disagree. Run "npx ${packageManager()} install" and commit the lock file.`;
  }
  if (/\bENOSPC\b/.test(output))
    return 'The disk is full: the dependencies need about 1 GB. Free some space and run again.';
  return 'Installing the dependencies failed; the lines above say why.';
}
