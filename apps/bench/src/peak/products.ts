import type { NetworkName } from '../peers/job.js';

/** A product of matrices in one training step of batch 32: `[m, k] x [k, n]`, after what is transposed is. */
export interface Product {
  readonly network: NetworkName;
  readonly what: string;
  readonly m: number;
  readonly k: number;
  readonly n: number;
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  /** How often in a step. Default 1. */
  readonly times?: number;
}

/** Floating-point operations of one such product. */
export const operations = ({ m, k, n }: Product) => 2 * m * k * n;

/** The three products of `y = x w`, `x` being `[rows, inputs]`: forward, and the gradients by `w` and by `x`. */
function layer(network: NetworkName, what: string, [rows, inputs, outputs]: readonly number[]): Product[] {
  const [r, i, o] = [rows!, inputs!, outputs!];
  return [
    { network, what: `${what}, forward`, m: r, k: i, n: o },
    { network, what: `${what}, gradient by weights`, m: i, k: r, n: o, transposeA: true },
    { network, what: `${what}, gradient by input`, m: r, k: o, n: i, transposeB: true },
  ];
}

/** Nothing learns before the first layer, so the gradient by its input is not computed. */
const first = (products: readonly Product[]) => products.slice(0, 2);

const steps = (products: readonly Product[], times: number) => products.map((product) => ({ ...product, times }));

/** The products of the three networks; convolutions as products over their windows, the LSTM's recurrent ones for each row. */
export const products: readonly Product[] = [
  ...first(layer('mlp', 'hidden layer', [32, 784, 128])),
  ...layer('mlp', 'output layer', [32, 128, 10]),
  ...first(layer('cnn', 'first convolution', [32 * 26 * 26, 9, 16])),
  ...layer('cnn', 'second convolution', [32 * 11 * 11, 144, 32]),
  ...layer('cnn', 'output layer', [32, 800, 10]),
  ...first(layer('lstm', 'input projection', [32 * 28, 28, 256])),
  ...steps(layer('lstm', 'recurrent kernel', [32, 64, 256]), 28),
  ...layer('lstm', 'output layer', [32, 64, 10]),
];
