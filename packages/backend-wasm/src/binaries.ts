/** Builds of tfjs's WebAssembly module: plain, with vector instructions, and the latter on a memory that our threads can share. */
export const binaryNames = [
  'tfjs-backend-wasm.wasm',
  'tfjs-backend-wasm-simd.wasm',
  'tfjs-backend-wasm-simd-shared.wasm',
] as const;

export type BinaryName = (typeof binaryNames)[number];

/** Where each binary is. */
export type BinaryUrls = Record<BinaryName, string>;

/** The copies in this package. Each URL is written out: only so do bundlers see it, and put the file beside their output. */
export function packagedBinaries(): BinaryUrls {
  return {
    'tfjs-backend-wasm.wasm': new URL('../wasm/tfjs-backend-wasm.wasm', import.meta.url).href,
    'tfjs-backend-wasm-simd.wasm': new URL('../wasm/tfjs-backend-wasm-simd.wasm', import.meta.url).href,
    'tfjs-backend-wasm-simd-shared.wasm': new URL('../wasm/tfjs-backend-wasm-simd-shared.wasm', import.meta.url).href,
  };
}

/** All three below one folder: a URL, or in Node a path, with or without the last slash. */
export function binariesIn(folder: string): BinaryUrls {
  const start = folder.endsWith('/') ? folder : `${folder}/`;
  return Object.fromEntries(binaryNames.map((name) => [name, start + name])) as BinaryUrls;
}

/** The copies on the jsDelivr network, of exactly this version of tfjs; there is none with a shared memory. */
export function cdnBinaries(version: string): BinaryUrls {
  return binariesIn(`https://cdn.jsdelivr.net/npm/@tensorflow/tfjs-backend-wasm@${version}/dist/`);
}

/** What every WebAssembly binary begins with. */
const magic = [0, 97, 115, 109];

/**
 * Whether a WebAssembly binary can be fetched there. Its first bytes decide, since servers answer for a missing file with a page;
 * the rest is not read.
 */
export async function isBinaryAt(url: string): Promise<boolean> {
  try {
    const response = await fetch(url);
    const reader = response.ok ? response.body?.getReader() : undefined;
    if (!reader) return false;
    const { value } = await reader.read();
    void reader.cancel().catch(() => {});
    return magic.every((byte, i) => value?.[i] === byte);
  } catch {
    return false;
  }
}
