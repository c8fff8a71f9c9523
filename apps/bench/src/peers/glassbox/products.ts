import { activeKernels } from '@glassbox/backends/ops';
import { type Tensor2D, tidy, truncatedNormal } from '@tensorflow/tfjs-core';
import { bestOf, peakMeter } from '../../peak/measure.js';
import { operations, type Product, products } from '../../peak/products.js';
import type { ProductsJob } from '../job.js';

/** The speed of one product in a round. */
export interface ProductSpeed {
  readonly network: string;
  readonly what: string;
  readonly shape: string;
  /** GFLOP/s through the public operation, allocation of the result and the way there included. */
  readonly speed: number;
  /** Microseconds a call, the best of many: what else the machine does can only slow one down. */
  readonly microseconds: number;
}

/** What a round of products measured. */
export interface ProductsRound {
  /** Multiply-add rate of one core in WebAssembly, GFLOP/s. */
  readonly peak: number;
  /** Microseconds that a product of 1 by 1 takes: what a call costs besides its arithmetic. */
  readonly overhead: number;
  readonly products: readonly ProductSpeed[];
}

/** Measures each product through `activeKernels().matMul`, beside the machine's rate in the same round; answers percent of it. */
export async function openProducts({ milliseconds }: ProductsJob) {
  const meter = peakMeter();
  const smallest = prepare({ network: 'mlp', what: 'overhead', m: 1, k: 1, n: 1 });
  const prepared = products.map((product) => ({ product, run: prepare(product) }));
  const round = () => {
    const before = meter(milliseconds * 4);
    const overhead = perCall(smallest, milliseconds);
    const times = prepared.map(({ product, run }) => ({ product, time: perCall(run, milliseconds) }));
    const peak = Math.max(before, meter(milliseconds * 4));
    const details: ProductsRound = { peak, overhead: overhead * 1e3, products: times.map(speedOf) };
    return { value: (100 * weighted(times)) / peak, details };
  };
  round();
  return async () => round();
}

interface Timed {
  readonly product: Product;
  /** Milliseconds a call. */
  readonly time: number;
}

const gigaflops = (count: number, milliseconds: number) => count / milliseconds / 1e6;

/** The speed of all products of a step together. */
function weighted(times: readonly Timed[]): number {
  const sum = (of: (entry: Timed) => number) =>
    times.reduce((total, entry) => total + of(entry) * (entry.product.times ?? 1), 0);
  return gigaflops(
    sum(({ product }) => operations(product)),
    sum(({ time }) => time),
  );
}

function speedOf({ product, time }: Timed): ProductSpeed {
  const { network, what, m, k, n, transposeA, transposeB } = product;
  const shape = `${transposeA ? `[${k}, ${m}]ᵀ` : `[${m}, ${k}]`} ${transposeB ? `[${n}, ${k}]ᵀ` : `[${k}, ${n}]`}`;
  return { network, what, shape, speed: gigaflops(operations(product), time), microseconds: time * 1e3 };
}

/** Operands on the backend, and a call that leaves nothing behind. */
function prepare({ m, k, n, transposeA = false, transposeB = false }: Product): () => void {
  const operand = (rows: number, columns: number, seed: number) =>
    tidy(() => truncatedNormal([rows, columns], 0, 1, 'float32', seed)) as Tensor2D;
  const a = transposeA ? operand(k, m, 1) : operand(m, k, 1);
  const b = transposeB ? operand(n, k, 2) : operand(k, n, 2);
  const kernels = activeKernels();
  return () => tidy(() => void kernels.matMul(a, b, transposeA, transposeB));
}

/** Milliseconds a call: the best of slices of many, each long enough for the clock. */
function perCall(run: () => void, milliseconds: number): number {
  const once = bestOf(run, milliseconds / 4);
  const calls = Math.max(1, Math.ceil(0.5 / once));
  const slice = () => {
    for (let i = 0; i < calls; i++) run();
  };
  return bestOf(slice, milliseconds) / calls;
}
