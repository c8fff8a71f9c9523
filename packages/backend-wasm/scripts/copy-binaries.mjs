// Copies tfjs's WebAssembly binaries into ./wasm, where src/ and dist/ both name them by `new URL('../wasm/...', import.meta.url)`:
// the form that Vite and other bundlers follow. One copy gets a memory that threads can share. Runs at install in the workspace and
// before packing.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const names = ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm'];

/**
 * The same module with a shared memory: a flag of the memory section (5), which follows its size and the number of memories.
 *
 * @param {Uint8Array} binary
 */
function withSharedMemory(binary) {
  const shared = Uint8Array.from(binary);
  let at = 8;
  const readSize = () => {
    let size = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = /** @type {number} */ (shared[at++]);
      size |= (byte & 127) << shift;
      if (byte < 128) return size;
    }
  };
  while (at < shared.length) {
    const id = shared[at++];
    const size = readSize();
    if (id === 5) {
      if (shared[at] !== 1 || shared[at + 1] !== 1)
        throw new Error('Not one memory that has a limit, as threads need it.');
      shared[at + 1] = 3;
      return shared;
    }
    at += size;
  }
  throw new Error('The module has no memory of its own.');
}

const source = path.dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));
const target = fileURLToPath(new URL('../wasm/', import.meta.url));
mkdirSync(target, { recursive: true });
for (const name of names) copyFileSync(path.join(source, name), path.join(target, name));
const simd = readFileSync(path.join(source, 'tfjs-backend-wasm-simd.wasm'));
writeFileSync(path.join(target, 'tfjs-backend-wasm-simd-shared.wasm'), withSharedMemory(simd));
