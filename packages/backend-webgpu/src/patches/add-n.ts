import type { KernelBackend, KernelFunc, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';

/**
 * Sums any number of tensors by a kernel that takes at most `most`: a shader binds each tensor by itself, and devices bind only so
 * many. Sums are taken from the left, as the kernel does.
 */
export function addInGroups(stock: KernelFunc, most: number): KernelFunc {
  return ({ inputs, backend }) => {
    const tensors = Object.values(inputs) as TensorInfo[];
    // Kernels of many tensors take them in an array, whatever the type says.
    const array = (some: readonly TensorInfo[]) => Object.assign<TensorInfo[], NamedTensorInfoMap>([...some], {});
    const add = (some: readonly TensorInfo[]) => stock({ inputs: array(some), backend }) as TensorInfo;
    return sumOf(tensors, most, add, backend as KernelBackend);
  };
}

function sumOf(
  tensors: readonly TensorInfo[],
  most: number,
  add: (some: readonly TensorInfo[]) => TensorInfo,
  backend: KernelBackend,
): TensorInfo {
  let sum = add(tensors.slice(0, most));
  for (let first = most; first < tensors.length; first += most - 1) {
    const next = add([sum, ...tensors.slice(first, first + most - 1)]);
    backend.disposeData(sum.dataId);
    sum = next;
  }
  return sum;
}
