import '@tensorflow/tfjs-backend-cpu';
import { grad, setBackend, type Tensor, type Tensor4D, tensor, tidy } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { cpu } from '../cpu.js';
import { useBackend } from '../use-backend.js';
import { type AffineTransform, affineTaps, imageTaps, type SamplingOptions } from './image-taps.js';
import { sampleImage } from './sample-image.js';

const shape: [number, number, number, number] = [2, 4, 5, 3];
const numbers = Float32Array.from({ length: 120 }, (_, i) => Math.sin(i));
const transforms: AffineTransform[] = [
  [0.9, -0.4, 1.3, 0.4, 0.9, -0.7],
  [1.5, 0, -1.25, 0, 1.75, -9.5],
];

const options: SamplingOptions[] = [
  {},
  { fillMode: 'wrap' },
  { fillMode: 'nearest', interpolation: 'nearest' },
  { fillMode: 'constant', fillValue: 2 },
];

function both(sampling: SamplingOptions): number[] {
  return tidy(() => {
    const taps = affineTaps(transforms, [4, 5], sampling);
    const x = tensor(numbers, shape) as Tensor4D;
    const gradient = grad((image: Tensor) => sampleImage(image as Tensor4D, taps))(x, x);
    return [...sampleImage(x, taps).dataSync(), ...gradient.dataSync()];
  });
}

it('gives the same value and gradient by kernels and on the host', async () => {
  // Chosen past useBackend, so that nothing says that reading costs nothing.
  await setBackend('cpu');
  const byKernels = options.map(both);
  await useBackend(cpu());
  options.map(both).forEach((found, i) => {
    found.forEach((value, place) => {
      expect(value).toBeCloseTo(byKernels[i]![place]!, 5);
    });
  });
});

it('leaves out taps that count nowhere, and weights that are all 1', () => {
  const images = { batch: 1, inputSize: [2, 3], outputSize: [2, 3] } as const;
  const still = imageTaps(images, (_, row, column, place) => place.set([row, column]));
  expect(still.taps).toEqual([{ indices: Int32Array.of(0, 1, 2, 3, 4, 5), weights: undefined }]);
  const beside = imageTaps(images, (_, row, column, place) => place.set([row, column + 0.5]), { fillMode: 'nearest' });
  expect(beside.taps).toHaveLength(2);
});

it('reads one value for all that lies beyond the edge', async () => {
  await useBackend(cpu());
  const far = affineTaps([[1, 0, 100, 0, 1, 0]], [4, 5], { fillMode: 'constant', fillValue: 7 });
  const y = sampleImage(tensor(numbers.subarray(0, 60), [1, 4, 5, 3]) as Tensor4D, far);
  expect(new Set(y.dataSync())).toEqual(new Set([7]));
});

it('reads an image of one pixel whatever lies beyond', async () => {
  await useBackend(cpu());
  for (const fillMode of ['reflect', 'wrap', 'nearest'] as const) {
    const taps = affineTaps([[0, 1, -3, 1, 0, 5]], [1, 1], { fillMode });
    expect([...sampleImage(tensor([3], [1, 1, 1, 1]) as Tensor4D, taps).dataSync()]).toEqual([3]);
  }
});
