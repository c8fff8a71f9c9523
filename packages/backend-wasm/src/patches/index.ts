import { convolutionPatches } from './convolutions.js';
import { notANumberPatches } from './not-a-number.js';
import type { Patch } from './patch.js';
import { poolingPatches } from './pooling.js';
import { productPatches } from './products.js';
import { segmentPatches } from './segments.js';

/** Every kernel of tfjs 4.22.0's WASM backend that we replace or add. */
export const patches: readonly Patch[] = [
  ...productPatches,
  ...notANumberPatches,
  ...poolingPatches,
  ...convolutionPatches,
  ...segmentPatches,
];
