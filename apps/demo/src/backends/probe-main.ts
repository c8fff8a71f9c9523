import { writeSync } from 'node:fs';
import { optionalBackends } from './optional.js';

// A process of its own: asks each backend with a native library whether it can run, answers in one line of JSON, and goes.
const entries = Object.entries(optionalBackends());
const probes = await Promise.all(entries.map(async ([name, plugin]) => [name, await plugin.probe()] as const));
writeSync(1, `\n${JSON.stringify(Object.fromEntries(probes))}\n`);
process.exit(0);
