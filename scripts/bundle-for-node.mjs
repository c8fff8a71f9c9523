// After the compiler: joins a package's modules into one file for each entry, for Node alone. Node opens and compiles every module by
// itself, which for two hundred small ones takes longer than starting the WASM backend; bundlers get the modules, which they can drop one
// by one. An entry that has the condition "node" in `exports` is joined.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { rolldown } from 'rolldown';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));

/** @type {Record<string, string>} */
const input = {};
for (const entry of Object.values(manifest.exports)) {
  if (typeof entry === 'object' && entry.node) input[path.basename(entry.node, '.node.js')] = entry.default;
}

const bundle = await rolldown({
  input,
  cwd: process.cwd(),
  platform: 'node',
  // Other packages, and names that a package's own `imports` resolve.
  external: /^(?!\.{0,2}\/)/,
  logLevel: 'warn',
});
await bundle.write({
  dir: 'dist',
  format: 'esm',
  entryFileNames: '[name].node.js',
  // Beside the entries, since what is found relative to a module must stay found.
  chunkFileNames: '[name].part.node.js',
  sourcemap: true,
});
