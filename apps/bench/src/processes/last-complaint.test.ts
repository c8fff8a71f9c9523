import { expect, it } from 'vitest';
import { lastComplaint } from './last-complaint.js';

const uncaught = `file.mjs:1
throw new TypeError("no heap")
      ^

TypeError: no heap
    at file.mjs:1:7

Node.js v20.20.0
`;

it('finds the error, and takes the last line where there is none', () => {
  expect(lastComplaint(uncaught)).toBe('TypeError: no heap');
  expect(lastComplaint('warning: slow\nSegmentation fault\n')).toBe('Segmentation fault');
  expect(lastComplaint('')).toBe('it ended without a word');
});
