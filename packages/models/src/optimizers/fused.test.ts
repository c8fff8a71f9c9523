import { wasm } from '@glassbox/backend-wasm';
import { useBackend } from '@glassbox/backends';
import { activeKernels } from '@glassbox/backends/ops';
import { fill, matMul, type Tensor2D, tensor1d, tensor2d, tidy, variable } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { readGolden, worstError } from '../../test/golden.js';
import { optimizers } from './index.js';
import type { Optimizer } from './optimizer.js';

interface Case {
  readonly name: keyof typeof optimizers;
  readonly options: object;
  readonly path: number[][];
}

beforeAll(() => useBackend(wasm()));

const cases = readGolden<Case[]>('optimizers.json', import.meta.url).map((each) => {
  const make = optimizers[each.name] as (options: object) => Optimizer;
  return [`${each.name} ${JSON.stringify(each.options)}`, each, make(each.options)] as const;
});

/** As in reference/models_optimizers.py. */
const gradientAt = (step: number) =>
  tensor1d([1, 2, 3, 4, 5].map((i) => Math.sin((step * (i + 1)) / 3) * 0.5 ** (i - 1)));

it.each(cases.filter(([, , { rule }]) => rule))(
  'in one pass on WASM, %s walks the path of Keras',
  (_, golden, optimizer) => {
    const parameter = variable(tensor1d([0.1, 0.2, 0.3, 0.4, 0.5]));
    const slots = optimizer.slots.map(({ initial }) => variable(fill([5], initial)));
    golden.path.forEach((expected, i) => {
      const context = { learningRate: optimizer.learningRate, step: i + 1 };
      const done = tidy(() =>
        activeKernels().optimizerUpdate!(optimizer.rule!, parameter, gradientAt(i + 1), slots, context),
      );
      // Weight decay and AMSGrad are left to the composed operations, except where the rule is made for decay.
      if (!done) expect(JSON.stringify(golden.options)).toMatch(/weightDecay|amsgrad/);
      else expect(worstError(parameter.dataSync(), expected)).toBeLessThan(2e-6);
    });
  },
);

it("lets tfjs's own products see the weights that it changed", () => {
  const weights = variable(tensor2d([[1], [2]]));
  const x = tensor2d([[1, 1]]);
  const product = () => tidy(() => (matMul(x, weights as Tensor2D) as Tensor2D).dataSync()[0]);
  expect(product()).toBe(3);
  const { rule } = optimizers.sgd();
  activeKernels().optimizerUpdate!(rule!, weights, tensor2d([[1], [1]]), [], { learningRate: 0.5, step: 1 });
  expect(product()).toBe(2);
});
