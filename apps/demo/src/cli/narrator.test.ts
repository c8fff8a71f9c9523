import { expect, it } from 'vitest';
import { narrator, wrap } from './narrator.js';

it('wraps running text at spaces and keeps its indent', () => {
  expect(wrap('one two three four', 9)).toBe('one two\nthree\nfour');
  expect(wrap('  one two three', 9)).toBe('  one two\n  three');
  expect(wrap('unbreakable', 4)).toBe('unbreakable');
});

it('writes headings, text and lines to its stream, plain where that is no terminal', () => {
  let written = '';
  const words = narrator({ columns: 12, write: (text) => (written += text) });
  words.heading(3, 'Data');
  words.say('Some words that wrap.');
  words.print('a   table that does not');
  expect(written).toBe('\n3. Data\nSome words\nthat wrap.\na   table that does not\n');
});
