import { sizeOf } from '@glassbox/core';
import type { Heap } from '../kernels/heap.js';
import type { Inputs, Patch } from './patch.js';

function unsortedSegmentSum(heap: Heap, { x, segmentIds }: Inputs, count: number) {
  if (x?.dtype !== 'float32' || segmentIds?.dtype !== 'int32') return undefined;
  const rowShape = x.shape.slice(1);
  const width = sizeOf(rowShape);
  const sums = heap.makeInfo([count, ...rowShape]);
  const [values, ids, out] = [heap.floatsOf(x), heap.integersOf(segmentIds), heap.floatsOf(sums).fill(0)];
  ids.forEach((id, row) => {
    // Rows of a segment that does not exist are dropped, as TensorFlow has it.
    if (id < 0 || id >= count) return;
    for (let i = 0; i < width; i++) out[id * width + i]! += values[row * width + i]!;
  });
  return sums;
}

export const segmentPatches: readonly Patch[] = [
  {
    kernelName: 'UnsortedSegmentSum',
    reason: 'Is missing, so that nothing which gathers rows of a weight, such as an embedding, can be trained.',
    run: (heap, inputs, { numSegments }) => unsortedSegmentSum(heap, inputs, Number(numSegments)),
  },
];
