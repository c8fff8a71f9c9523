import { cpu, useBackend } from '@glassbox/backends';
import { tensor1d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { readGolden, worstError } from '../../test/golden.js';
import { optimizers, resolveOptimizer } from './index.js';
import type { Optimizer } from './optimizer.js';

interface Case {
  readonly name: keyof typeof optimizers;
  readonly options: object;
  readonly path: number[][];
}

const cases = readGolden<Case[]>('optimizers.json', import.meta.url);

beforeAll(() => useBackend(cpu()));

/** As in reference/models_optimizers.py. */
const gradientAt = (step: number) =>
  tensor1d([1, 2, 3, 4, 5].map((i) => Math.sin((step * (i + 1)) / 3) * 0.5 ** (i - 1)));

describe('optimizers walk the path of Keras for 20 steps', () => {
  it.each(cases.map((each) => [`${each.name} ${JSON.stringify(each.options)}`, each] as const))(
    '%s',
    (_, { name, options, path }) => {
      const make = optimizers[name] as (options: object) => Optimizer;
      const optimizer = make(options);
      let parameter = tensor1d([0.1, 0.2, 0.3, 0.4, 0.5]) as Parameters<Optimizer['update']>[0];
      let slots = optimizer.slots.map(({ initial }) =>
        tensor1d(new Array<number>(5).fill(initial)),
      ) as readonly (typeof parameter)[];
      path.forEach((expected, i) => {
        const { learningRate } = optimizer;
        ({ parameter, slots } = optimizer.update(parameter, gradientAt(i + 1), slots, { learningRate, step: i + 1 }));
        expect(worstError(parameter.dataSync(), expected)).toBeLessThan(2e-6);
      });
    },
  );
});

it('refuse options out of range, and name the nearest name', () => {
  expect(() => optimizers.adam({ learningRate: 0 })).toThrow(/finite number above 0 or a schedule, but 0 came/);
  expect(() => optimizers.adam({ beta1: 1 })).toThrow(/\[0, 1\), but 1/);
  expect(() => optimizers.sgd({ momentum: 2 })).toThrow(/\[0, 1\], but 2/);
  expect(() => resolveOptimizer('rmsprob' as 'rmsprop')).toThrow(/Did you mean 'rmsprop'/);
});
