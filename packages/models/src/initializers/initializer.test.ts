import { random } from '@glassbox/core';
import { describe, expect, it } from 'vitest';
import { readGolden } from '../../test/golden.js';
import { fansOf } from './fans.js';
import { identity } from './identity.js';
import {
  constant,
  glorotNormal,
  glorotUniform,
  heNormal,
  heUniform,
  type Initializer,
  type InitializerName,
  initializerFromKeras,
  lecunNormal,
  lecunUniform,
  orthogonal,
  randomNormal,
  randomUniform,
  resolveInitializer,
} from './initializer.js';
import { truncatedNormal } from './random-values.js';
import { varianceScaling } from './variance-scaling.js';

const draw = (initializer: Initializer, shape: readonly number[]) => initializer.generate(shape, random(11, 'test'));

function moments(values: Float32Array) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, variance, largest: values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) };
}

// fans of [784, 128] are 784 and 128; of [3, 3, 16, 32] they are 144 and 288.
const families: [string, () => Initializer, number, number][] = [
  ['glorotUniform', glorotUniform, 2 / (784 + 128), 2 / (144 + 288)],
  ['glorotNormal', glorotNormal, 2 / (784 + 128), 2 / (144 + 288)],
  ['heUniform', heUniform, 2 / 784, 2 / 144],
  ['heNormal', heNormal, 2 / 784, 2 / 144],
  ['lecunUniform', lecunUniform, 1 / 784, 1 / 144],
  ['lecunNormal', lecunNormal, 1 / 784, 1 / 144],
];

describe('variance scaling (seed 11)', () => {
  it.each(families)('%s has the variance of its definition', (name, make, dense, convolution) => {
    for (const [shape, variance] of [
      [[784, 128], dense],
      [[3, 3, 16, 32], convolution],
    ] as const) {
      const found = moments(draw(make(), shape));
      expect(found.variance / variance).toBeGreaterThan(0.96);
      expect(found.variance / variance).toBeLessThan(1.04);
      expect(Math.abs(found.mean)).toBeLessThan(0.05 * Math.sqrt(variance));
      const bound = name.endsWith('Uniform') ? Math.sqrt(3 * variance) : (2 * Math.sqrt(variance)) / 0.8796256610342398;
      expect(found.largest).toBeLessThanOrEqual(bound * (1 + 1e-6));
      expect(found.largest).toBeGreaterThan(0.99 * bound);
    }
  });
});

interface Golden {
  readonly name: InitializerName | 'fans';
  readonly shape: number[];
  readonly fanIn: number;
  readonly fanOut: number;
  readonly variance?: number;
  /** The largest value that can come: of a uniform, of a cut-off normal. */
  readonly limit?: number;
  readonly bound?: number;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly mean?: number;
  /** The values themselves, where nothing is drawn. */
  readonly data?: number[];
  readonly sample?: { readonly variance: number; readonly mean: number };
}

const withOptions: Partial<Record<Golden['name'], (options: never) => Initializer>> = {
  varianceScaling,
  truncatedNormal,
  identity,
  orthogonal,
};

const initializerOf = ({ name, options }: Golden) =>
  options ? withOptions[name]!(options as never) : resolveInitializer(name as InitializerName);

const golden = readGolden<Golden[]>('initializers.json', import.meta.url);

describe('against Keras (seed 11)', () => {
  it.each(golden.map((each) => [`${each.name} [${each.shape.join(', ')}]`, each] as const))(
    'counts the fans of %s',
    (_, each) => {
      expect(fansOf(each.shape)).toEqual({ fanIn: each.fanIn, fanOut: each.fanOut });
    },
  );

  const drawn = golden.filter(({ name, variance }) => name !== 'fans' && variance !== undefined);
  it.each(
    drawn.map(
      (each) => [`${each.name} [${each.shape.join(', ')}] ${JSON.stringify(each.options ?? {})}`, each] as const,
    ),
  )('spreads %s alike', (_, each) => {
    const center = each.mean ?? 0;
    const values = draw(initializerOf(each), each.shape).map((value) => value - center);
    const found = moments(values);
    expect(Math.abs(found.variance / each.sample!.variance - 1)).toBeLessThan(0.06);
    expect(Math.abs(found.mean + center - each.sample!.mean)).toBeLessThan(0.03 * Math.sqrt(each.variance!));
    expect(found.largest).toBeLessThanOrEqual((each.limit ?? each.bound ?? Infinity) * (1 + 1e-6));
    // Only a whole normal reaches beyond three deviations.
    expect(found.largest > 3 * Math.sqrt(each.variance!)).toBe(each.limit === undefined && each.bound === undefined);
  });

  it.each(golden.filter(({ data }) => data !== undefined).map((each) => [JSON.stringify(each.options), each] as const))(
    'sets the identity %s',
    (_, each) => {
      expect([...draw(initializerOf(each), each.shape)]).toEqual(each.data);
    },
  );

  it.each(golden.filter(({ options }) => options !== undefined).map((each) => [each.name, each] as const))(
    'reads %s back from a saved model',
    (_, each) => {
      const made = initializerOf(each);
      const back = initializerFromKeras(made.keras.className, { ...made.keras.config });
      expect(back.keras).toEqual(made.keras);
      expect(draw(back, each.shape)).toEqual(draw(made, each.shape));
    },
  );
});

describe('orthogonal (seed 11)', () => {
  it.each([[[6, 6]], [[8, 3]], [[3, 8]]])('has orthonormal columns or rows: %j', (shape) => {
    const [rows, columns] = shape as [number, number];
    const matrix = draw(orthogonal({ gain: 2 }), shape);
    const count = Math.min(rows, columns);
    const at = (vector: number, i: number) =>
      rows >= columns ? matrix[i * columns + vector]! : matrix[vector * columns + i]!;
    for (let a = 0; a < count; a++) {
      for (let b = 0; b <= a; b++) {
        let dot = 0;
        for (let i = 0; i < Math.max(rows, columns); i++) dot += at(a, i) * at(b, i);
        expect(dot).toBeCloseTo(a === b ? 4 : 0, 5);
      }
    }
  });

  it('refuses a vector', () => {
    expect(() => draw(orthogonal(), [5])).toThrow(/two axes or more, but \[5\] came/);
  });
});

describe('others', () => {
  it('refuse what makes no weights', () => {
    expect(() => draw(identity(), [3])).toThrow('two axes, but [3] came');
    expect(() => varianceScaling({ scale: 0 })).toThrow('scale is a finite number above 0, but 0 came');
    expect(() => varianceScaling({ mode: 'fan_in' as 'fanIn' })).toThrow('knows the modes fanIn, fanOut, fanAverage');
    expect(() => truncatedNormal({ standardDeviation: -1 })).toThrow('at least 0, but 0 and -1 came');
    expect(initializerFromKeras('VarianceScaling', { scale: 2, mode: 'fan_in', distribution: 'uniform' }).name).toBe(
      'heUniform',
    );
  });

  it('draw what they say', () => {
    expect(draw(constant(0.25), [3])).toEqual(Float32Array.of(0.25, 0.25, 0.25));
    const uniform = draw(randomUniform({ minimum: 0, maximum: 1 }), [2000]);
    expect(Math.min(...uniform)).toBeGreaterThanOrEqual(0); // tfjs reads a minimum of 0 as -0.05
    expect(moments(uniform).variance).toBeCloseTo(1 / 12, 2);
    expect(moments(draw(randomNormal({ mean: 3, standardDeviation: 2 }), [4000])).variance).toBeCloseTo(4, 0);
  });

  it('are found by name, with the nearest name for a misspelt one', () => {
    expect(resolveInitializer('heUniform').name).toBe('heUniform');
    expect(() => resolveInitializer('he_unifrom' as 'heUniform')).toThrow(/Did you mean 'heUniform'/);
  });
});
