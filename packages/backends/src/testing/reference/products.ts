import type { Values } from '../check.js';
import { valuesOf } from '../values.js';

/** A matrix with rows and columns exchanged. */
export function transpose({ shape, data }: Values): Values {
  const [rows, columns] = shape as [number, number];
  return valuesOf([columns, rows], (i) => data[(i % rows) * columns + Math.floor(i / rows)]!);
}

/** The product of two matrices. */
export function matMul(a: Values, b: Values): Values {
  const [rows, inner] = a.shape as [number, number];
  const columns = b.shape[1]!;
  return valuesOf([rows, columns], (i) => {
    const row = Math.floor(i / columns);
    let sum = 0;
    for (let k = 0; k < inner; k++) sum += a.data[row * inner + k]! * b.data[k * columns + (i % columns)]!;
    return sum;
  });
}

/** `x W + b` over the last axis. */
export function dense(x: Values, kernel: Values, bias: Values): Values {
  const [inputs, units] = kernel.shape as [number, number];
  const product = matMul({ data: x.data, shape: [x.data.length / inputs, inputs] }, kernel);
  return valuesOf([...x.shape.slice(0, -1), units], (i) => product.data[i]! + bias.data[i % units]!);
}

/** Rows of a table by index. */
export function lookup(table: Values, indices: readonly number[], shape: readonly number[]): Values {
  const width = table.shape[1]!;
  return valuesOf([...shape, width], (i) => table.data[indices[Math.floor(i / width)]! * width + (i % width)]!);
}
