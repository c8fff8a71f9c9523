import type { TensorInfo } from '@tensorflow/tfjs-core';
import { elements, type Heap } from '../kernels/heap.js';
import type { Inputs, Patch } from './patch.js';

function clip(heap: Heap, x: TensorInfo | undefined, low: number, high: number): TensorInfo | undefined {
  if (x?.dtype !== 'float32') return undefined;
  const y = heap.makeInfo(x.shape);
  heap.kernels.clip(heap.address(x), heap.address(y), elements(x), low, high);
  return y;
}

/** Two operands of one shape, or one of them a single number; other broadcasts are left to tfjs. */
function choose(heap: Heap, { a, b }: Inputs, kernel: 'minimum' | 'maximum'): TensorInfo | undefined {
  if (a?.dtype !== 'float32' || b?.dtype !== 'float32') return undefined;
  const same = a.shape.length === b.shape.length && a.shape.every((extent, i) => extent === b.shape[i]);
  const isOne = (operand: TensorInfo) => operand.shape.length === 0;
  if (!same && !isOne(a) && !isOne(b)) return undefined;
  const y = heap.makeInfo(isOne(a) ? b.shape : a.shape);
  const splat = heap.scratch(32);
  const place = (operand: TensorInfo, spare: number): [address: number, step: number] => {
    if (same || !isOne(operand)) return [heap.address(operand), 16];
    heap.floats(spare, 4).fill(heap.floats(heap.address(operand), 1)[0]!);
    return [spare, 0];
  };
  heap.kernels[kernel](...place(a, splat), ...place(b, splat + 16), heap.address(y), elements(y));
  return y;
}

/** Kernels of tfjs that make a number of what is none, so that a training gone wrong looks like one gone right. */
export const notANumberPatches: readonly Patch[] = [
  {
    kernelName: 'ClipByValue',
    reason: 'Turns NaN into the lower bound.',
    run: (heap, { x }, { clipValueMin, clipValueMax }) => clip(heap, x, Number(clipValueMin), Number(clipValueMax)),
  },
  {
    kernelName: 'Relu6',
    reason: 'Turns NaN into 0.',
    run: (heap, { x }) => clip(heap, x, 0, 6),
  },
  {
    kernelName: 'Minimum',
    reason: 'Loses a NaN in the second operand.',
    run: (heap, inputs) => choose(heap, inputs, 'minimum'),
  },
  {
    kernelName: 'Maximum',
    reason: 'Loses a NaN in the second operand.',
    run: (heap, inputs) => choose(heap, inputs, 'maximum'),
  },
];
