// Holds the repository to its shape: prints one line per finding and fails where there is any.

import { root } from './setup/paths.mjs';
import { checkStructure } from './structure/check.mjs';
import { untestedSources } from './structure/untested.mjs';

const findings = checkStructure(root);
for (const { file, message } of findings) console.error(`${file}: ${message}`);
const untested = untestedSources(root);
if (process.argv.includes('--untested')) for (const file of untested) console.log(`no test beside ${file}`);
else if (untested.length)
  console.log(`${untested.length} source files have no test beside them (--untested lists them).`);
if (findings.length === 0) console.log('The structure holds.');
process.exit(findings.length ? 1 : 0);
