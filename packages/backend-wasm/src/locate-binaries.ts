import { isNode } from '@glassbox/backends';
import { GlassboxError } from '@glassbox/core';
import { type BinaryName, type BinaryUrls, binariesIn, cdnBinaries, isBinaryAt, packagedBinaries } from './binaries.js';

interface NodeFiles {
  existsSync(path: string | URL): boolean;
}

function isFile(place: string): boolean {
  const files = process.getBuiltinModule('node:fs') as NodeFiles;
  return files.existsSync(place.startsWith('file:') ? new URL(place) : place);
}

const isThere = (place: string): boolean | Promise<boolean> => (isNode() ? isFile(place) : isBinaryAt(place));

const shared = 'tfjs-backend-wasm-simd-shared.wasm';

/**
 * Finds the binaries with `needed` among them: in the given folder, else beside the tfjs package in Node (undefined: tfjs finds them),
 * else this package's copies, else the CDN. The one with a shared memory stands under the name of the one with SIMD, since tfjs does not
 * know it; where it is missing, the other comes, and a warning.
 *
 * tfjs must not try a place that fails: it then refuses every other place for the life of the process or page.
 *
 * @throws `wasm-not-found` naming each place that was tried.
 */
export async function locateBinaries(
  needed: BinaryName,
  folder: string | undefined,
  version: string,
): Promise<BinaryUrls | undefined> {
  if (needed === shared) {
    const place = folder === undefined ? packagedBinaries() : binariesIn(folder);
    if (await isThere(place[shared])) return { ...place, 'tfjs-backend-wasm-simd.wasm': place[shared] };
    console.warn(
      `Glassbox computes in one thread, since there is no ${place[shared]}, whose memory threads can share.`,
    );
    return locateBinaries('tfjs-backend-wasm-simd.wasm', folder, version);
  }
  if (isNode() && folder === undefined) return undefined;
  const places = folder === undefined ? [packagedBinaries(), cdnBinaries(version)] : [binariesIn(folder)];
  for (const place of places) {
    if (await isThere(place[needed])) return place;
  }
  const tried = places.map((place) => place[needed]);
  throw new GlassboxError(
    'wasm-not-found',
    `There is no WebAssembly binary at ${tried.join(' nor at ')}. Serve the files of @glassbox/backend-wasm/wasm and pass their ` +
      'folder: wasm({ wasmPath }).',
    { details: { tried } },
  );
}
