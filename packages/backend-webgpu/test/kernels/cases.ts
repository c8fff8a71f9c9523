import {
  type BackendKernels,
  maxPool2d,
  type RecurrentCell,
  type WindowOptions,
  windowGeometry,
} from '@glassbox/backends/ops';
import { random, sizeOf } from '@glassbox/core';
import {
  div,
  mul,
  round,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  type Tensor4D,
  tensor,
} from '@tensorflow/tfjs-core';

/** What a backend computes from tensors that are the same on each. */
export interface KernelCase {
  readonly name: string;
  compute(kernels: Required<BackendKernels>): readonly Tensor[];
}

function made<T extends Tensor>(name: string, shape: readonly number[]): T {
  const stream = random(3, 'kernel', name);
  return tensor(
    Float32Array.from({ length: sizeOf(shape) }, () => 2 * stream.uniform() - 1),
    [...shape],
  ) as T;
}

/** Few tiles and a depth that is shared out among groups, or many tiles; none a whole number of tiles. */
const products: readonly KernelCase[] = (
  [
    [37, 1500, 45],
    [5, 2100, 10],
    [150, 70, 33],
  ] as const
).flatMap(([m, k, n]) =>
  [false, true].flatMap((transposeA) =>
    [false, true].map((transposeB) => ({
      name: `matMul [${m}, ${k}] [${k}, ${n}]${transposeA ? ', a transposed' : ''}${transposeB ? ', b transposed' : ''}`,
      compute: ({ matMul }) => [
        matMul(
          made<Tensor2D>('a', transposeA ? [k, m] : [m, k]),
          made<Tensor2D>('b', transposeB ? [n, k] : [k, n]),
          transposeA,
          transposeB,
        ),
      ],
    })),
  ),
);

const dense: readonly KernelCase[] = [300, 1100].flatMap((depth) =>
  [false, true].map((relu) => ({
    name: `dense of ${depth} inputs${relu ? ', relu' : ''}`,
    compute: (kernels) => [
      kernels.dense(
        made<Tensor2D>('x', [9, depth]),
        made<Tensor2D>('kernel', [depth, 20]),
        made<Tensor1D>('bias', [20]),
        relu,
      ),
      kernels.dense(made<Tensor2D>('x', [9, depth]), made<Tensor2D>('kernel', [depth, 20]), undefined, relu),
    ],
  })),
);

/** Below and above the height that is summed in parts. */
const sums: readonly KernelCase[] = (
  [
    [1, 5],
    [33, 16],
    [700, 21],
    [9001, 17],
  ] as const
).map((shape) => ({
  name: `columnSums of [${shape.join(', ')}]`,
  compute: ({ columnSums }) => [columnSums(made<Tensor2D>('rows', shape))],
}));

const windows: readonly (readonly [name: string, kernel: readonly [number, number], options: WindowOptions])[] = [
  ['valid', [2, 2], { strides: 2 }],
  ['overlapping, same', [3, 3], { strides: 2, padding: 'same' }],
  ['wide, same', [2, 5], { strides: [1, 3], padding: 'same' }],
  ['dilated', [3, 2], { dilations: [2, 3] }],
];

const image = [2, 13, 11, 5] as const;

const convolutions: readonly KernelCase[] = windows.map(([name, kernel, options]) => ({
  name: `conv2d and its gradient by the filter, ${name}`,
  compute(kernels) {
    const geometry = windowGeometry(image, kernel, 40, options);
    const x = made<Tensor4D>('image', image);
    const filter = made<Tensor4D>('filter', [...kernel, 5, 40]);
    const bias = made<Tensor1D>('bias', [40]);
    const dy = made<Tensor4D>('dy', geometry.output);
    return [kernels.conv2d(x, filter, bias, geometry, true), kernels.conv2dFilterGradient(x, dy, geometry)];
  },
}));

const pools: readonly KernelCase[] = windows.slice(0, 3).map(([name, kernel, options]) => ({
  name: `gradients of pooling, ${name}`,
  compute(kernels) {
    const geometry = windowGeometry(image, kernel, 5, options);
    // Few values, so that a window has its largest several times.
    const x = round(mul(made('image', image), 2)) as Tensor4D;
    const dy = made<Tensor4D>('dy', geometry.output);
    const y = maxPool2d(x, { ...options, poolSize: kernel });
    return [kernels.maxPool2dGradient(dy, x, y, geometry), kernels.averagePool2dGradient(dy, geometry)];
  },
}));

const gates: Readonly<Record<RecurrentCell, number>> = { lstm: 4, gru: 3, gruResetAfter: 3, simpleRnn: 1 };

/** More units than a group has threads, and fewer. */
const recurrent: readonly KernelCase[] = (Object.keys(gates) as RecurrentCell[]).flatMap((cell) =>
  [7, 150].flatMap((units) =>
    [false, true].map((backwards) => ({
      name: `${cell} of ${units} units${backwards ? ', backwards' : ''}`,
      compute(kernels) {
        const width = gates[cell] * units;
        const projected = made<Tensor3D>('projected', [3, 5, width]);
        const kernel = div<Tensor2D>(made('kernel', [units, width]), Math.sqrt(units));
        const bias = cell === 'gruResetAfter' && !backwards ? made<Tensor1D>('bias', [width]) : undefined;
        const pass = kernels.recurrentSequence(cell, projected, kernel, bias, backwards);
        // The gradient may overwrite what the pass left.
        const hidden = pass.hidden.clone();
        const dHidden = made<Tensor3D>('dHidden', [3, 5, units]);
        const back = kernels.recurrentSequenceGradient(cell, dHidden, pass, kernel, bias !== undefined, backwards);
        return [hidden, back.projected, back.recurrentKernel, ...(back.recurrentBias ? [back.recurrentBias] : [])];
      },
    })),
  ),
);

/** What our shaders for graphics processors are held to. */
export const kernelCases: readonly KernelCase[] = [
  ...products,
  ...dense,
  ...sums,
  ...convolutions,
  ...pools,
  ...recurrent,
];
