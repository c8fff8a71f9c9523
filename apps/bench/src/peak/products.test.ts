import { expect, it } from 'vitest';
import { operations, products } from './products.js';

const total = (network: string) =>
  products
    .filter((product) => product.network === network)
    .reduce((sum, product) => sum + operations(product) * (product.times ?? 1), 0);

it('counts two operations for each multiply-add', () => {
  expect(operations({ network: 'mlp', what: '', m: 2, k: 3, n: 5 })).toBe(60);
});

it('has the products of one step of each network', () => {
  // Forward and gradient by weights of both layers, and by the input of the second.
  expect(total('mlp')).toBe(2 * 32 * (2 * 784 * 128 + 3 * 128 * 10));
  expect(total('cnn')).toBe(2 * 32 * (2 * 26 * 26 * 9 * 16 + 3 * 11 * 11 * 144 * 32 + 3 * 800 * 10));
  expect(total('lstm')).toBe(2 * 32 * (2 * 28 * 28 * 256 + 3 * 28 * 64 * 256 + 3 * 64 * 10));
});
