import type { Tensor4D } from '@tensorflow/tfjs-core';
import * as ops from '../../ops/index.js';
import type { OpCase } from '../op-case.js';
import * as images from '../reference/images.js';
import { randomValues, valuesOf } from '../values.js';

/** A turn about the centre with a shift, and a zoom that looks beyond the edge. */
const transforms: readonly ops.AffineTransform[] = [
  [0.8, -0.6, 1.3, 0.6, 0.8, -0.7],
  [1.5, 0, -1.25, 0, 1.75, -1.5],
];

const whole = { batch: 2, inputSize: [4, 5], outputSize: [2, 5] } as const;

/** Operations on images: values and gradients. */
export const imageOpCases: readonly OpCase[] = [
  {
    name: 'sampleImage, bilinear beyond a repeated edge',
    inputs: [randomValues('turned', [2, 4, 5, 3])],
    compute: (x) => ops.sampleImage(x as Tensor4D, ops.affineTaps(transforms, [4, 5], { fillMode: 'nearest' })),
    reference: (x) => images.affine(x, transforms, 'nearest'),
  },
  {
    name: 'sampleImage, bilinear beyond a constant',
    inputs: [randomValues('turned', [2, 4, 5, 1])],
    compute: (x) =>
      ops.sampleImage(x as Tensor4D, ops.affineTaps(transforms, [4, 5], { fillMode: 'constant', fillValue: 0.5 })),
    reference: (x) => images.affine(x, transforms, 0.5),
  },
  {
    name: 'sampleImage, whole pixels',
    inputs: [randomValues('moved', [2, 4, 5, 2])],
    compute: (x) =>
      ops.sampleImage(
        x as Tensor4D,
        ops.imageTaps(whole, (_, row, column, place) => place.set([row + 1, 4 - column]), { interpolation: 'nearest' }),
      ),
    reference: (x) =>
      valuesOf([2, 2, 5, 2], (i) => {
        const [channel, column, row, sample] = [i % 2, (i >> 1) % 5, Math.floor(i / 10) % 2, Math.floor(i / 20)];
        return x.data[((sample * 4 + row + 1) * 5 + 4 - column) * 2 + channel]!;
      }),
  },
  {
    name: 'clip',
    inputs: [randomValues('clip', [3, 7])],
    compute: (x) => ops.clip(x, -0.25, 0.5),
    reference: (x) => valuesOf([3, 7], (i) => Math.min(Math.max(x.data[i]!, -0.25), 0.5)),
  },
];
