// Compiles the kernels in ./assembly: for each build a TypeScript module in src/generated with the binary as text, so that no server
// has to be told about another file; and for the tests of the kernels alone, the plain binary in ./wasm. Runs at install in the
// workspace and before packing; does nothing where what is there was made from the same sources.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const home = fileURLToPath(new URL('..', import.meta.url));
const assembly = path.join(home, 'assembly');
const generated = path.join(home, 'src/generated');
const binaries = path.join(home, 'wasm');
const compiler = createRequire(import.meta.url).resolve('assemblyscript/bin/asc.js');

// The memory is that of tfjs's module. The stub runtime adds nothing to it, and a data segment would overwrite what lies there.
const common = ['-O3', '--enable', 'simd', '--runtime', 'stub', '--importMemory', '--noAssert'];
const shared = ['--enable', 'threads', '--sharedMemory', '--maximumMemory', '65536'];
const relaxed = ['--enable', 'relaxed-simd'];
const builds = [
  { name: 'simd', options: [] },
  { name: 'simd-shared', options: shared },
  { name: 'relaxed', options: relaxed },
  { name: 'relaxed-shared', options: [...relaxed, ...shared] },
];

function digestOfSources() {
  const hash = createHash('sha256').update(readFileSync(fileURLToPath(import.meta.url)));
  const files = readdirSync(assembly).filter((name) => name.endsWith('.ts'));
  for (const name of files.sort()) hash.update(name).update(readFileSync(path.join(assembly, name)));
  return hash.digest('hex');
}

/** @param {Uint8Array} binary Whether the module has a data section (11); sections follow the header of eight bytes. */
function hasData(binary) {
  for (let at = 8; at < binary.length; ) {
    const id = binary[at++];
    if (id === 11) return true;
    let size = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = /** @type {number} */ (binary[at++]);
      size |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    at += size;
  }
  return false;
}

/** @param {{ name: string, options: string[] }} build @param {string} digest */
function compile({ name, options }, digest) {
  const file = path.join(binaries, `glassbox-${name}.wasm`);
  const source = path.join(assembly, 'index.ts');
  execFileSync(process.execPath, [compiler, source, '-o', file, ...common, ...options], { stdio: 'inherit' });
  const binary = readFileSync(file);
  if (hasData(binary)) throw new Error(`${file} has a data segment, which would overwrite tfjs's own data.`);
  const text = `// Made by scripts/build-kernels.mjs from assembly/, ${digest}.\nexport const binary =\n  '${binary.toString('base64')}';\n`;
  writeFileSync(path.join(generated, `${name}.ts`), text);
}

const digest = digestOfSources();
const isDone = builds.every(({ name }) => {
  const file = path.join(generated, `${name}.ts`);
  return existsSync(file) && readFileSync(file, 'utf8').includes(digest);
});
if (!isDone) {
  mkdirSync(generated, { recursive: true });
  mkdirSync(binaries, { recursive: true });
  for (const build of builds) compile(build, digest);
}
