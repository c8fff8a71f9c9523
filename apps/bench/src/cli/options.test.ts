import { expect, it } from 'vitest';
import { readOptions } from './options.js';

const known = ['mlp', 'cnn'];
const read = (...argv: string[]) => readOptions(argv, known);

it('measures everything in five rounds where nobody says else', () => {
  expect(read()).toEqual({ only: undefined, rounds: 5, quick: false, json: undefined, page: undefined, help: false });
  expect(read('--quick').rounds).toBe(1);
});

it('takes parts, rounds and files', () => {
  expect(read('--only', 'cnn, mlp', '--rounds', '7', '--json', 'out.json', '--page', 'out.md')).toMatchObject({
    only: ['cnn', 'mlp'],
    rounds: 7,
    json: 'out.json',
    page: 'out.md',
  });
});

it.each([
  [['--only', 'mpl'], /mpl.*mlp/s],
  [['--rounds', '0'], /'0' came/],
  [['--rounds', 'many'], /'many' came/],
  [['--fast'], /--fast/],
  [['mlp'], /mlp/],
])('refuses %j in words', (argv, words) => {
  expect(() => read(...argv)).toThrow(words);
});
