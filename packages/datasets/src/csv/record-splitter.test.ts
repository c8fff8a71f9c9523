import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { RecordSplitter } from './record-splitter.js';
import { csvBlocks } from './records.js';

const SEED = 41;

it('gives what is complete, and keeps the rest', () => {
  const splitter = new RecordSplitter(',');
  expect(splitter.push('a,b\nc')).toBe('a,b\n');
  expect(splitter.push(',"d\n')).toBe('');
  expect(splitter.push('e"')).toBe('');
  expect(splitter.push('\n"f""g"\nh')).toBe('c,"d\ne"\n"f""g"\n');
  expect(splitter.rest()).toBe('h');
});

it('does not wait without end for a quote to close', () => {
  const splitter = new RecordSplitter(',');
  expect(splitter.push(`"${'x'.repeat(2 ** 24 - 1)}`)).toBe('');
  expect(splitter.push('x')).toBeUndefined();
});

it(`gives the records that were written, in whatever pieces they come (seed ${SEED})`, async () => {
  const field = fc.string({ unit: fc.constantFrom('a', ' ', '"', ',', '\n', 'é', '😀'), maxLength: 6 });
  const table = fc
    .integer({ min: 2, max: 4 })
    .chain((width) =>
      fc.array(fc.array(field, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
    );
  await fc.assert(
    fc.asyncProperty(table, fc.integer({ min: 1, max: 9 }), async (rows, size) => {
      const text = Papa.unparse(rows, { newline: '\r\n' });
      const bytes = new TextEncoder().encode(text);
      async function* pieces() {
        for (let i = 0; i < bytes.length; i += size) yield bytes.slice(i, i + size);
      }
      const found: (readonly string[])[] = [];
      let line = 1;
      for await (const block of csvBlocks(pieces(), ',')) {
        for (const record of block) {
          expect(record.line).toBe(line);
          line += record.fields.join('').split('\n').length;
          found.push(record.fields);
        }
      }
      expect(found).toEqual(rows);
    }),
    { seed: SEED, numRuns: 1000 },
  );
});
