import type { Tensor, Tensor2D, TensorInfo } from '@tensorflow/tfjs-core';
import type { Gpu, Shader, Uniform } from './gpu.js';
import { type BufferOf, type Fields, groupShader } from './shader.js';
import { sumRows } from './sums.js';

/** Rows and columns of the result that a group computes, and how far down the depth it reads at a time. */
const TILE = 32;
const DEPTH = 16;
/** Threads along each side of a tile; each computes two by two cells. */
const SIDE = TILE / 2;

/** As many groups as keep a large graphics processor busy. */
const ENOUGH = 256;
/** Depth of a group that is worth its start. */
const SHORTEST = 64;

/** Where the numbers of the two factors lie: WGSL for one of them, by `row`, `column` and `depth`, which lie within the sizes. */
export interface Factors {
  readonly name: string;
  readonly uniforms: Fields;
  readonly functions?: string;
  readonly left: string;
  readonly right: string;
}

const buffers: readonly BufferOf[] = [
  { name: 'a', access: 'in' },
  { name: 'b', access: 'in' },
  { name: 'parts', access: 'out' },
];

/** One tile of 32 by 32 for each group and stretch of the depth, in shared memory. */
export function splitShader({ name, uniforms, functions = '', left, right }: Factors): Shader {
  const cells = [0, 1].flatMap((i) => [0, 1].map((j) => [i, j] as const));
  const place = (i: number, j: number) =>
    `(piece * parameters.m + top + ${i * SIDE}u) * parameters.n + start + ${j * SIDE}u`;
  return groupShader({
    name,
    buffers,
    uniforms: { m: 'u32', n: 'u32', k: 'u32', across: 'u32', tiles: 'u32', stretch: 'u32', ...uniforms },
    threads: SIDE * SIDE,
    functions: `var<workgroup> lefts: array<array<f32, ${TILE + 1}>, ${DEPTH}>;
var<workgroup> rights: array<array<f32, ${TILE + 1}>, ${DEPTH}>;
${functions}
fn leftAt(row: u32, depth: u32) -> f32 { ${left} }
fn rightAt(depth: u32, column: u32) -> f32 { ${right} }`,
    body: `  let piece = at / parameters.tiles;
  let tile = at % parameters.tiles;
  let firstRow = (tile / parameters.across) * ${TILE}u;
  let firstColumn = (tile % parameters.across) * ${TILE}u;
  let x = thread % ${SIDE}u;
  let y = thread / ${SIDE}u;
  let end = min(parameters.k, (piece + 1u) * parameters.stretch);
${cells.map(([i, j]) => `  var sum${i}${j} = 0.0;`).join('\n')}
  for (var begin = piece * parameters.stretch; begin < end; begin += ${DEPTH}u) {
    workgroupBarrier();
    for (var entry = thread; entry < ${TILE * DEPTH}u; entry += ${SIDE * SIDE}u) {
      let down = entry / ${TILE}u;
      let along = entry % ${TILE}u;
      let depth = begin + down;
      var l = 0.0;
      var r = 0.0;
      if (depth < end && firstRow + along < parameters.m) { l = leftAt(firstRow + along, depth); }
      if (depth < end && firstColumn + along < parameters.n) { r = rightAt(depth, firstColumn + along); }
      lefts[down][along] = l;
      rights[down][along] = r;
    }
    workgroupBarrier();
    for (var down = 0u; down < ${DEPTH}u; down++) {
${[0, 1].map((i) => `      let l${i} = lefts[down][y + ${i * SIDE}u];\n      let r${i} = rights[down][x + ${i * SIDE}u];`).join('\n')}
${cells.map(([i, j]) => `      sum${i}${j} += l${i} * r${j};`).join('\n')}
    }
  }
  let top = firstRow + y;
  let start = firstColumn + x;
${cells.map(([i, j]) => `  if (top + ${i * SIDE}u < parameters.m && start + ${j * SIDE}u < parameters.n) { parts[${place(i, j)}] = sum${i}${j}; }`).join('\n')}`,
  });
}

/** What {@link splitProduct} multiplies. */
export interface SplitProduct {
  readonly shader: Shader;
  readonly factors: readonly [a: TensorInfo, b: TensorInfo];
  /** `[m, k] x [k, n]`. */
  readonly m: number;
  readonly n: number;
  readonly k: number;
  /** Those of the shader's own. */
  readonly uniforms?: readonly Uniform[];
}

/** How a product is shared out: tiles of the result, and stretches of the depth. */
function share({ m, n, k }: SplitProduct) {
  const across = Math.ceil(n / TILE);
  const tiles = across * Math.ceil(m / TILE);
  const wanted = Math.max(1, Math.min(Math.floor(ENOUGH / tiles), Math.floor(k / SHORTEST)));
  const stretch = Math.max(DEPTH, Math.ceil(k / wanted / DEPTH) * DEPTH);
  return { across, tiles, stretch, pieces: Math.max(1, Math.ceil(k / stretch)) };
}

/**
 * A product whose depth is shared out among groups: what keeps a graphics processor busy where the result is small and the depth is
 * large. The parts are added in an order that the sizes alone decide, so that the same numbers give the same result to the bit.
 *
 * @param result gets it; a tensor of m times n elements.
 */
export function splitProduct(gpu: Gpu, product: SplitProduct, result: Tensor): void {
  const { shader, factors, m, n, k, uniforms = [] } = product;
  const { across, tiles, stretch, pieces } = share(product);
  const parts = pieces === 1 ? result : gpu.make<Tensor>([pieces, m, n]);
  const groups = tiles * pieces;
  const sizes = [groups, m, n, k, across, tiles, stretch].map((value) => ['u32', value] as const);
  gpu.run(shader, { tensors: [...factors, parts], uniforms: [...sizes, ...uniforms], groups });
  if (parts === result) return;
  sumRows(gpu, parts, pieces, result);
  parts.dispose();
}

/** The shader of a plain product, whose factors may lie transposed in memory. */
function matrixShader(transposeA: boolean, transposeB: boolean): Shader {
  return splitShader({
    name: `splitProduct${transposeA ? ' aT' : ''}${transposeB ? ' bT' : ''}`,
    uniforms: {},
    left: `return a[${transposeA ? 'depth * parameters.m + row' : 'row * parameters.k + depth'}];`,
    right: `return b[${transposeB ? 'column * parameters.k + depth' : 'depth * parameters.n + column'}];`,
  });
}

const shaders = [false, true].map((transposeA) =>
  [false, true].map((transposeB) => matrixShader(transposeA, transposeB)),
);

/** {@link splitProduct} of matrices: `op(a) op(b)`. */
export function splitMatMul(gpu: Gpu, a: Tensor2D, b: Tensor2D, transposeA: boolean, transposeB: boolean): Tensor2D {
  const [m, k] = transposeA ? [a.shape[1], a.shape[0]] : a.shape;
  const n = transposeB ? b.shape[0] : b.shape[1];
  const result = gpu.make<Tensor2D>([m, n]);
  splitProduct(gpu, { shader: shaders[Number(transposeA)]![Number(transposeB)]!, factors: [a, b], m, n, k }, result);
  return result;
}
