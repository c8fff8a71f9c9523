import { add, mul, relu, reshape, step, sum, type Tensor, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { activeKernels } from './active-kernels.js';
import { differentiable } from './differentiable.js';

/** Options of {@link dense}. */
export interface DenseOptions {
  /** Whether `max(0, y)` follows, which a backend may do in the same pass. Default false. */
  readonly relu?: boolean;
}

/**
 * Fully connected layer: `y = x W + b`, and ReLU of it if asked.
 *
 * @param x `[..., inputs]`; leading axes are kept.
 * @param kernel `[inputs, units]`.
 * @param bias `[units]`, left out for none.
 * @returns `[..., units]`. Gradients: `dx = dy Wᵀ`, `dW = xᵀ dy`, `db = Σ dy`, dy being 0 where ReLU made y 0.
 */
export function dense(
  x: Tensor,
  kernel: Tensor2D,
  bias?: Tensor1D,
  { relu: isRelu = false }: DenseOptions = {},
): Tensor {
  const [inputs, units] = kernel.shape;
  return differentiable<Tensor>(bias ? [x, kernel, bias] : [x, kernel], {
    forward(save) {
      const y = product(asRows(x, inputs), kernel, bias, isRelu);
      save(isRelu ? [x, kernel, y] : [x, kernel]);
      return x.rank === 2 ? y : reshape(y, [...x.shape.slice(0, -1), units]);
    },
    backward(dy, [input, weights, y]) {
      const kernels = activeKernels();
      const rows = asRows(dy, units);
      const gradient = y ? reluGradient(rows, y as Tensor2D) : rows;
      const byInput = () => inShapeOf(input!, kernels.matMul(gradient, weights as Tensor2D, false, true));
      const rowsOfInput = asRows(input!, inputs);
      if (bias && kernels.denseGradients) {
        const own = kernels.denseGradients(rowsOfInput, gradient);
        return [byInput, own.kernel, own.bias];
      }
      return [byInput, () => kernels.matMul(rowsOfInput, gradient, true, false), () => columnSums(gradient)];
    },
  });
}

// A reshape is a call through tfjs's engine too, so none is made where the shape is right already.
const asRows = (x: Tensor, width: number) => (x.rank === 2 ? x : reshape(x, [-1, width])) as Tensor2D;
const inShapeOf = (like: Tensor, rows: Tensor2D): Tensor => (like.rank === 2 ? rows : reshape(rows, like.shape));

function product(x: Tensor2D, kernel: Tensor2D, bias: Tensor1D | undefined, isRelu: boolean): Tensor2D {
  const kernels = activeKernels();
  if (kernels.dense) return kernels.dense(x, kernel, bias, isRelu);
  const linear = kernels.matMul(x, kernel, false, false);
  const shifted = bias ? add(linear, bias) : linear;
  return (isRelu ? relu(shifted) : shifted) as Tensor2D;
}

/** The gradient before a ReLU that gave y. */
export function reluGradient<T extends Tensor>(dy: T, y: T): T {
  const kernels = activeKernels();
  return (kernels.reluGradient ? kernels.reluGradient(dy, y) : mul(dy, step(y))) as T;
}

/** Sums over the rows of `[rows, columns]`; the gradient of a bias. Not differentiable. */
export function columnSums(rows: Tensor2D): Tensor1D {
  const kernels = activeKernels();
  return kernels.columnSums ? kernels.columnSums(rows) : (sum(rows, 0) as Tensor1D);
}
