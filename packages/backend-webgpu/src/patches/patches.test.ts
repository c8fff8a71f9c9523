import { cpu, useBackend } from '@glassbox/backends';
import {
  AddN,
  addN,
  getKernel,
  type KernelFunc,
  memory,
  PadV2,
  pad,
  registerKernel,
  type Tensor,
  tensor,
  tidy,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { installPatches, type Patch, patches } from './install-patches.js';

beforeAll(() => useBackend(cpu()));

const replaced = new Map<string, KernelFunc>();

function replace(kernelName: string, kernelFunc: KernelFunc): void {
  unregisterKernel(kernelName, 'cpu');
  registerKernel({ kernelName, backendName: 'cpu', kernelFunc });
}

afterEach(() => {
  for (const [name, kernelFunc] of replaced) replace(name, kernelFunc);
  replaced.clear();
});

/** Makes the cpu backend's kernel fail where WebGPU's gives zeros. */
function limit(name: string, refuses: (call: Parameters<KernelFunc>[0]) => boolean): void {
  const { kernelFunc } = getKernel(name, 'cpu')!;
  replaced.set(name, kernelFunc);
  replace(name, (call) => {
    if (refuses(call)) throw new Error('too much for one shader');
    return kernelFunc(call);
  });
}

const install = (storageBuffers: number) => installPatches('cpu', patches(storageBuffers));
const numbers = (compute: () => Tensor) => {
  const { numTensors, numDataBuffers } = memory();
  const result = tidy(compute);
  const read = { shape: result.shape, data: [...result.dataSync()] };
  result.dispose();
  expect(memory()).toMatchObject({ numTensors, numDataBuffers });
  return read;
};

describe('AddN', () => {
  it.each([1, 2, 3, 4, 5, 6, 9])('adds %i tensors by a kernel of three', (count) => {
    const sum = () => numbers(() => addN(Array.from({ length: count }, (_, i) => tensor([1, 10 ** i]))));
    const expected = sum();
    limit(AddN, ({ inputs }) => Object.keys(inputs).length > 3);
    if (count > 3) expect(sum).toThrow('too much for one shader');
    install(4);
    expect(sum()).toEqual(expected);
  });
});

describe('PadV2', () => {
  const none = [0, 0] as [number, number];
  const margins: [number, number][][] = [
    [none, [1, 2], [0, 1], [2, 0], none],
    [
      [1, 0],
      [0, 2],
      [1, 1],
      [2, 0],
      [1, 3],
    ],
    [none, none, none, none, none, [1, 0]],
    [[0, 1], [2, 0], none, [1, 1], none, [1, 0]],
    [
      [1, 1],
      [0, 2],
    ],
  ];

  it.each(margins.map((each) => [JSON.stringify(each), each] as const))('pads by %s', (_, paddings) => {
    const shape = [2, 1, 2, 3, 2, 2].slice(0, paddings.length);
    const x = Float32Array.from({ length: shape.reduce((size, extent) => size * extent, 1) }, (_, i) => i + 1);
    const result = () => numbers(() => pad(tensor(x, shape), paddings, 7));
    const expected = result();
    limit(PadV2, ({ inputs }) => inputs.x!.shape.length > 4);
    if (shape.length > 4) expect(result).toThrow('too much for one shader');
    install(8);
    expect(result()).toEqual(expected);
  });
});

it('stands in front of a kernel once', () => {
  let calls = 0;
  limit(AddN, () => false);
  const patch: Patch = {
    kernelName: AddN,
    reason: 'It is to be counted.',
    around: (stock) => (call) => {
      calls++;
      return stock(call);
    },
  };
  installPatches('cpu', [patch]);
  installPatches('cpu', [patch]);
  numbers(() => addN([tensor([1]), tensor([2])]));
  expect(calls).toBe(1);
});
