import type { BackendKernels } from '@glassbox/backends/ops';
import { elementwiseKernels } from './elementwise.js';
import type { Heap } from './heap.js';
import { convolutionKernels, depthwiseKernels, poolingKernels } from './images.js';
import { crossEntropyKernels, lossKernels } from './losses.js';
import { normalizationKernels } from './normalization.js';
import { optimizerKernels } from './optimizers.js';
import { productKernels } from './products.js';
import { recurrentKernels } from './recurrent.js';
import { rowKernels } from './rows.js';

/** Every kernel of ours, on one heap. */
export function heapKernels(heap: Heap): BackendKernels {
  return {
    ...productKernels(heap),
    ...elementwiseKernels(heap),
    ...rowKernels(heap),
    ...lossKernels(heap),
    ...crossEntropyKernels(heap),
    ...convolutionKernels(heap),
    ...depthwiseKernels(heap),
    ...poolingKernels(heap),
    ...recurrentKernels(heap),
    ...normalizationKernels(heap),
    ...optimizerKernels(heap),
  };
}
