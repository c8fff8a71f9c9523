import { expect, it } from 'vitest';
import { readTuneOptions, tuneHelp } from './options.js';

it('reads what a sweep is asked for', () => {
  expect(readTuneOptions([])).toMatchObject({ trials: 60, epochs: 9, digits: 12_000, seed: 42, json: false });
  expect(readTuneOptions(['--quick', '--trials', '10'])).toMatchObject({ trials: 10, epochs: 3, digits: 2000 });
  expect(readTuneOptions(['--full', '--processes', '3'])).toMatchObject({ digits: 48_000, processes: 3 });
  const { searches } = readTuneOptions(['--searches', 'tpe+asha,random']);
  expect(searches.map(({ name }) => name)).toEqual(['random', 'tpe+asha']);
  for (const option of [
    '--trials',
    '--epochs',
    '--digits',
    '--full',
    '--quick',
    '--seed',
    '--processes',
    '--searches',
    '--out',
  ]) {
    expect(tuneHelp).toContain(option);
  }
});

it('refuses what is wrong, and says how to write it', () => {
  expect(() => readTuneOptions(['--trials', '0'])).toThrow(/from 4 to 10000.*write --trials 60.*tune --help/);
  expect(() => readTuneOptions(['--trails', '9'])).toThrow(/Did you mean '--trials'/);
  expect(() => readTuneOptions(['--digits'])).toThrow(/needs a value, such as --digits 12000/);
  expect(() => readTuneOptions(['--searches', 'random,tp'])).toThrow(/no search 'tp'.*random, bayesian/);
  expect(() => readTuneOptions(['more'])).toThrow(/not an option/);
});
