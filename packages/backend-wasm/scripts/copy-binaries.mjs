// Copies tfjs's WebAssembly binaries into ./wasm, where src/ and dist/ both name them by `new URL('../wasm/...', import.meta.url)`:
// the form that Vite and other bundlers follow. Runs at install in the workspace and before packing.
import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const names = ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm-threaded-simd.wasm'];

const source = path.dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));
const target = fileURLToPath(new URL('../wasm/', import.meta.url));
mkdirSync(target, { recursive: true });
for (const name of names) copyFileSync(path.join(source, name), path.join(target, name));
