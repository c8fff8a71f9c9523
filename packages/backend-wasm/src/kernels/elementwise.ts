import type { ActivationPass, BackendKernels } from '@glassbox/backends/ops';
import { elu, sigmoid, type Tensor } from '@tensorflow/tfjs-core';
import type { Heap } from './heap.js';

/** The numbers of the activations in ../../assembly/activations.ts. */
const kinds: Readonly<Record<ActivationPass['kind'], number>> = {
  leakyRelu: 1,
  elu: 2,
  selu: 3,
  sigmoid: 4,
  tanh: 5,
  softplus: 6,
  softsign: 7,
  swish: 8,
  gelu: 9,
  geluTanh: 10,
  mish: 11,
  hardSigmoid: 12,
};

/** What an element of a curve such as tanh costs, in multiply-adds. */
const CURVE = 16;

/** Passes over the elements of tensors; threads take stretches of those that compute a curve. */
export function elementwiseKernels(heap: Heap): BackendKernels {
  const { kernels } = heap;
  const curve = ({ size }: Tensor) => ({ extent: size, unit: 4, cost: CURVE * size });
  return {
    activation({ kind, parameter = 0 }, x) {
      // Measured: tfjs's own two are faster at every size, and keep NaN.
      if (kind === 'sigmoid') return sigmoid(x);
      if (kind === 'elu' && parameter === 1) return elu(x);
      const y = heap.make<Tensor>(x.shape);
      const [from, to] = [heap.address(x), heap.address(y)];
      heap.run('activationForward', curve(x), ({ start, count }) => {
        return [kinds[kind], parameter, from + 4 * start, to + 4 * start, count];
      });
      return y;
    },

    activationGradient({ kind, parameter = 0 }, dy, x, y) {
      const dx = heap.make<Tensor>(x.shape);
      const places = [dy, x, y, dx].map((tensor) => heap.address(tensor));
      heap.run('activationGradient', curve(x), ({ start, count }) => {
        return [kinds[kind], parameter, ...places.map((place) => place + 4 * start), count];
      });
      return dx;
    },

    reluGradient(dy, y) {
      const dx = heap.make<Tensor>(dy.shape);
      kernels.reluGradient(heap.address(dy), heap.address(y), heap.address(dx), dy.size);
      return dx;
    },

    dropout(x, rate, [key0, key1]) {
      const y = heap.make<Tensor>(x.shape);
      // Words are whole numbers: one lies below a threshold where it lies below the next whole number.
      const limit = Math.ceil(rate * 2 ** 32);
      kernels.dropout(heap.address(x), heap.address(y), x.size, limit, 1 / (1 - rate), key0, key1);
      return y;
    },
  };
}
