// Every static check in turn; all of them run, so that one run shows all there is to mend.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { root, toolPath } from './setup/paths.mjs';
import { runNode } from './setup/process.mjs';

const packages = readdirSync(path.join(root, 'packages')).sort();
const publint = packages.map((name) => ({
  name: `publint ${name}`,
  args: [toolPath('publint'), path.join('packages', name), '--strict', '--pack', 'npm'],
}));

const steps = [
  { name: 'biome (format, lint)', args: [toolPath('biome', '@biomejs/biome'), 'check'] },
  { name: 'tsc (types)', args: [toolPath('tsc', 'typescript'), '--noEmit', '-p', 'tsconfig.json'] },
  { name: 'knip (dead code)', args: [toolPath('knip'), '--no-config-hints'] },
  { name: 'structure', args: ['scripts/structure.mjs'] },
  { name: 'turbo build', args: [toolPath('turbo'), 'run', 'build', '--output-logs=errors-only'] },
  ...publint,
];

/** @type {string[]} */
const failed = [];
for (const { name, args } of steps) {
  console.log(`== ${name}`);
  if ((await runNode(args)) !== 0) failed.push(name);
}
console.log(failed.length ? `\nFailed: ${failed.join(', ')}` : `\nAll ${steps.length} checks passed.`);
process.exit(failed.length ? 1 : 0);
