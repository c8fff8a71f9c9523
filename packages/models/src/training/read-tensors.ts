import { activeBackend } from '@glassbox/backends';
import { concat, reshape, type Tensor, tidy } from '@tensorflow/tfjs-core';

/**
 * Starts to read float tensors and disposes of them: at once where the backend reads without waiting (an array), else as one transfer
 * (a promise), since each has a latency of its own.
 */
export function readAll(tensors: readonly Tensor[]): Float32Array[] | Promise<Float32Array[]> {
  if (activeBackend()?.syncReads) {
    const values = tensors.map((tensor) => tensor.dataSync() as Float32Array);
    for (const tensor of tensors) tensor.dispose();
    return values;
  }
  const sizes = tensors.map(({ size }) => size);
  const packed = tidy(() => concat(tensors.map((tensor) => reshape(tensor, [-1]))));
  for (const tensor of tensors) tensor.dispose();
  return readPacked(packed, sizes);
}

async function readPacked(packed: Tensor, sizes: readonly number[]): Promise<Float32Array[]> {
  try {
    const values = (await packed.data()) as Float32Array;
    let end = 0;
    return sizes.map((size) => {
      end += size;
      return values.subarray(end - size, end);
    });
  } finally {
    packed.dispose();
  }
}

/** {@link readAll}, awaited. */
export async function takeAll(tensors: readonly Tensor[]): Promise<Float32Array[]> {
  return readAll(tensors);
}
