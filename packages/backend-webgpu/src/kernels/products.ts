import type { FusedKernels, TrainingKernels } from '@glassbox/backends/ops';
import {
  _FusedMatMul,
  add,
  engine,
  relu,
  type Tensor1D,
  type Tensor2D,
  matMul as tfMatMul,
} from '@tensorflow/tfjs-core';
import type { Gpu, Shader } from './gpu.js';
import { splitMatMul } from './split-product.js';

/** Rows and columns of the result that one thread computes. */
const ROWS = 8;
const COLUMNS = 4;
const THREADS = 64;

interface Form {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly bias: boolean;
  readonly relu: boolean;
}

const range = (count: number) => Array.from({ length: count }, (_, i) => i);
const lines = (count: number, line: (i: number) => string) => range(count).map(line).join('\n');

/**
 * A product whose threads share nothing: each walks down the depth for a tile of 8 by 4 in registers. Without groups that wait for each
 * other it is the fast form where threads are loops on a processor.
 */
function productShader({ transposeA, transposeB, bias, relu }: Form): Shader {
  const name = `product${transposeA ? ' aT' : ''}${transposeB ? ' bT' : ''}${bias ? ' bias' : ''}${relu ? ' relu' : ''}`;
  const bindings = ['a', 'b', ...(bias ? ['bias'] : [])];
  const declared = bindings.map((buffer, i) => `@group(0) @binding(${i}) var<storage, read> ${buffer}: array<f32>;`);
  const cells = range(ROWS).flatMap((i) => range(COLUMNS).map((j) => [i, j] as const));
  const start = (j: number) => (bias ? `bias[column${j}]` : '0.0');
  const finish = (value: string) => (relu ? `max(${value}, 0.0)` : value);
  const code = `
${declared.join('\n')}
@group(0) @binding(${bindings.length}) var<storage, read_write> c: array<f32>;
struct Sizes { m: u32, n: u32, k: u32, across: u32 }
@group(0) @binding(${bindings.length + 1}) var<uniform> sizes: Sizes;
@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>,
        @builtin(local_invocation_index) thread: u32) {
  let at = (group.y * groups.x + group.x) * ${THREADS}u + thread;
  let row = (at / sizes.across) * ${ROWS}u;
  let column = (at % sizes.across) * ${COLUMNS}u;
  if (row >= sizes.m) { return; }
${lines(ROWS, (i) => `  let row${i} = min(row + ${i}u, sizes.m - 1u);`)}
${lines(COLUMNS, (j) => `  let column${j} = min(column + ${j}u, sizes.n - 1u);`)}
${cells.map(([i, j]) => `  var sum${i}${j} = ${start(j)};`).join('\n')}
  for (var depth = 0u; depth < sizes.k; depth++) {
${lines(ROWS, (i) => `    let a${i} = a[${transposeA ? `depth * sizes.m + row${i}` : `row${i} * sizes.k + depth`}];`)}
${lines(COLUMNS, (j) => `    let b${j} = b[${transposeB ? `column${j} * sizes.k + depth` : `depth * sizes.n + column${j}`}];`)}
${cells.map(([i, j]) => `    sum${i}${j} += a${i} * b${j};`).join('\n')}
  }
${cells.map(([i, j]) => `  if (row + ${i}u < sizes.m && column + ${j}u < sizes.n) { c[row${i} * sizes.n + column${j}] = ${finish(`sum${i}${j}`)}; }`).join('\n')}
}
`;
  return { name, code };
}

const shaders = new Map<string, Shader>();

function shaderOf(form: Form): Shader {
  const key = JSON.stringify(form);
  const shader = shaders.get(key) ?? productShader(form);
  shaders.set(key, shader);
  return shader;
}

function multiply(gpu: Gpu, a: Tensor2D, b: Tensor2D, bias: Tensor1D | undefined, form: Omit<Form, 'bias'>): Tensor2D {
  const [m, k] = form.transposeA ? [a.shape[1], a.shape[0]] : a.shape;
  const n = form.transposeB ? b.shape[0] : b.shape[1];
  const c = gpu.make<Tensor2D>([m, n]);
  const across = Math.ceil(n / COLUMNS);
  gpu.run(shaderOf({ ...form, bias: bias !== undefined }), {
    tensors: [a, b, ...(bias ? [bias] : []), c],
    uniforms: [m, n, k, across].map((value) => ['u32', value] as const),
    groups: gpu.groups(across * Math.ceil(m / ROWS), THREADS),
  });
  return c;
}

type ProductKernels = Pick<TrainingKernels & FusedKernels, 'matMul' | 'dense'>;

/** From this depth on, and up to so many tiles of 32 by 32, a product is shared out along its depth. */
const DEEP = 1024;
const FEW_TILES = 16;

/**
 * Whether a product is for {@link splitMatMul}: small, and of large depth. tfjs would have its groups add to the result as they come,
 * so that the last bits of it differ from run to run.
 */
const isDeep = (m: number, n: number, k: number) => k >= DEEP && Math.ceil(m / 32) * Math.ceil(n / 32) <= FEW_TILES;

/** tfjs's products, and ours where the depth is large. */
export function productKernels(gpu: Gpu): ProductKernels {
  return {
    matMul(a, b, transposeA, transposeB) {
      const [m, k] = transposeA ? [a.shape[1], a.shape[0]] : a.shape;
      const n = b.shape[transposeB ? 0 : 1];
      if (isDeep(m, n, k)) return splitMatMul(gpu, a, b, transposeA, transposeB);
      return tfMatMul(a, b, transposeA, transposeB) as Tensor2D;
    },

    dense(a, b, bias, isRelu) {
      const [m, k] = a.shape;
      if (isDeep(m, b.shape[1], k)) return deepDense(gpu, a, b, bias, isRelu);
      // By tfjs's kernel and not its operation, which takes it apart while a gradient is recorded.
      const inputs = { a, b, ...(bias && { bias }) };
      const attributes = { transposeA: false, transposeB: false, activation: isRelu ? 'relu' : 'linear' };
      return engine().runKernel(_FusedMatMul, inputs, attributes as never) as Tensor2D;
    },
  };
}

function deepDense(gpu: Gpu, a: Tensor2D, b: Tensor2D, bias: Tensor1D | undefined, isRelu: boolean): Tensor2D {
  const linear = splitMatMul(gpu, a, b, false, false);
  const shifted = bias ? add(linear, bias) : linear;
  return (isRelu ? relu(shifted) : shifted) as Tensor2D;
}

/** Products for adapters whose threads are loops on a processor; a graphics processor is better served by tfjs's own, which share tiles. */
export function softwareProducts(gpu: Gpu): ProductKernels {
  return {
    matMul: (a, b, transposeA, transposeB) => multiply(gpu, a, b, undefined, { transposeA, transposeB, relu: false }),
    dense: (a, b, bias, relu) => multiply(gpu, a, b, bias, { transposeA: false, transposeB: false, relu }),
  };
}
