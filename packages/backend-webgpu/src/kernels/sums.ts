import type { FusedKernels } from '@glassbox/backends/ops';
import type { Tensor, Tensor1D, TensorInfo } from '@tensorflow/tfjs-core';
import type { Gpu } from './gpu.js';
import { elementShader, GROUP, groupShader } from './shader.js';

/** Columns that a group sums, side by side in memory, and threads for each of them. */
const COLUMNS = 16;
const LANES = 16;

/** Rows that a group sums at most: more of them are summed in parts first, by more groups. */
const ROWS = 4096;
const PART = 512;

const shared = groupShader({
  name: 'columnSums',
  buffers: [
    { name: 'rows', access: 'in' },
    { name: 'sums', access: 'out' },
  ],
  uniforms: { height: 'u32', width: 'u32', part: 'u32', across: 'u32' },
  threads: COLUMNS * LANES,
  functions: `var<workgroup> partial: array<f32, ${COLUMNS * LANES}>;`,
  body: `  let lane = thread / ${COLUMNS}u;
  let column = (at % parameters.across) * ${COLUMNS}u + thread % ${COLUMNS}u;
  let piece = at / parameters.across;
  let end = min(parameters.height, (piece + 1u) * parameters.part);
  var sum = 0.0;
  if (column < parameters.width) {
    for (var row = piece * parameters.part + lane; row < end; row += ${LANES}u) {
      sum += rows[row * parameters.width + column];
    }
  }
  partial[thread] = sum;
  for (var half = ${LANES / 2}u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane < half) { partial[thread] += partial[thread + half * ${COLUMNS}u]; }
  }
  if (lane == 0u && column < parameters.width) { sums[piece * parameters.width + column] = partial[thread]; }`,
});

function sumParts(gpu: Gpu, rows: TensorInfo, height: number, part: number, width: number, sums: TensorInfo): void {
  const across = Math.ceil(width / COLUMNS);
  const groups = across * Math.ceil(height / part);
  const uniforms = [groups, height, width, part, across].map((value) => ['u32', value] as const);
  gpu.run(shared, { tensors: [rows, sums], uniforms, groups });
}

/** Sums over `height` rows into a tensor of as many elements as a row has, in an order that the sizes alone decide. */
export function sumRows(gpu: Gpu, rows: TensorInfo, height: number, sums: Tensor): void {
  const width = sums.size;
  if (height <= ROWS) {
    sumParts(gpu, rows, height, height, width, sums);
    return;
  }
  const count = Math.ceil(height / PART);
  const parts = gpu.make<Tensor>([count, width]);
  sumParts(gpu, rows, height, PART, width, parts);
  sumParts(gpu, parts, count, count, width, sums);
  parts.dispose();
}

const oneByOne = elementShader(
  'columnSumsOneByOne',
  [
    { name: 'rows', access: 'in' },
    { name: 'sums', access: 'out' },
  ],
  { height: 'u32' },
  `  var sum = 0.0;
  for (var row = 0u; row < parameters.height; row++) { sum += rows[row * parameters.count + i]; }
  sums[i] = sum;`,
);

type SumKernels = Pick<FusedKernels, 'columnSums'>;

/** Sums over rows, by threads that share them. */
export const sharedSums = (gpu: Gpu): SumKernels => ({
  columnSums(rows) {
    const sums = gpu.make<Tensor1D>([rows.shape[1]]);
    sumRows(gpu, rows, rows.shape[0], sums);
    return sums;
  },
});

/** Sums over rows, a thread a column, for adapters whose threads are loops on a processor. */
export const softwareSums = (gpu: Gpu): SumKernels => ({
  columnSums(rows) {
    const [height, width] = rows.shape;
    const sums = gpu.make<Tensor1D>([width]);
    const uniforms = [['u32', width] as const, ['u32', height] as const];
    gpu.run(oneByOne, { tensors: [rows, sums], uniforms, groups: gpu.groups(width, GROUP) });
    return sums;
  },
});
