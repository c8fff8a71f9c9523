import { describe, expect, it } from 'vitest';
import { Dataset } from '../dataset.js';
import { normalizerFromJSON } from './from-json.js';
import { minMax } from './min-max.js';
import { affine } from './normalizer.js';
import { scaleToUnit } from './scale-to-unit.js';
import { standardize } from './standardize.js';

const data = Dataset.from({
  inputs: [
    [1, 10],
    [4, -7.25],
    [2, 3],
  ],
});

describe('normalizerFromJSON', () => {
  it.each([
    ['minMax', minMax(data, { range: [-2, 3] })],
    ['standardize', standardize(data)],
    ['scaleToUnit', scaleToUnit(16)],
  ])('brings %s back as it was', (_, normalizer) => {
    const [one, two] = [data.toArrays().inputs.data, data.toArrays().inputs.data];
    normalizer.transform(one);
    const again = normalizerFromJSON(JSON.parse(JSON.stringify(normalizer)));
    again.transform(two);
    expect(two).toEqual(one);
    expect(again.toJSON()).toEqual(normalizer.toJSON());
  });

  it('takes kinds of the user', () => {
    const double = () => affine({ kind: 'double' }, [2], [0]);
    const values = Float32Array.of(1.5);
    normalizerFromJSON(JSON.parse(JSON.stringify(double())), { double }).transform(values);
    expect([...values]).toEqual([3]);
  });

  it.each([
    ['nothing', undefined, 'data-corrupt', /'kind'/],
    ['no object', 'minMax', 'data-corrupt', /'kind' of a saved normalizer is "minMax"/],
    ['a misspelt kind', { kind: 'minmax' }, 'unknown-name', /Did you mean 'minMax'/],
    ['a missing field', { kind: 'scaleToUnit' }, 'data-corrupt', /'maximum' .* a finite number was expected/],
    ['NaN, which JSON writes as null', { kind: 'standardize', mean: [null], deviation: [1] }, 'data-corrupt', /'mean'/],
    [
      'lists of different length',
      { kind: 'standardize', mean: [0], deviation: [1, 2] },
      'data-corrupt',
      /of 1 numbers/,
    ],
    ['a range of one', { kind: 'minMax', minimum: [0], maximum: [1], range: [1] }, 'data-corrupt', /'range'/],
    [
      'a range that goes down',
      { kind: 'minMax', minimum: [0], maximum: [1], range: [1, 0] },
      'bad-argument',
      /goes up/,
    ],
  ])('refuses %s', (_, json, code, message) => {
    expect(() => normalizerFromJSON(json)).toThrow(message);
    expect(() => normalizerFromJSON(json)).toThrow(expect.objectContaining({ code }));
  });
});
