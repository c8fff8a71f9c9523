import { describe, expect, it } from 'vitest';
import { readCsv, streamCsv } from './read-csv.js';

const text =
  '\uFEFFlength,width,"species, common"\r\n5.1,3.5,"iris ""one"""\r\n6,2.9,two\r\n\r\n4.9,3,"iris ""one"""\r\n';

describe('readCsv', () => {
  it('reads numbers and classes, quotes, a byte order mark and empty lines', async () => {
    const data = await readCsv(text, { target: 'species, common' });
    expect(data.classNames).toEqual(['iris "one"', 'two']);
    expect(data.labels()).toEqual(Int32Array.of(0, 1, 0));
    expect(data.toArrays().inputs).toEqual({ data: Float32Array.of(5.1, 3.5, 6, 2.9, 4.9, 3), shape: [3, 2] });
  });

  it('gives the same from bytes in pieces', async () => {
    const bytes = new TextEncoder().encode(text);
    async function* pieces() {
      for (let i = 0; i < bytes.length; i += 7) yield bytes.slice(i, i + 7);
    }
    const whole = await readCsv(text, { target: 2 });
    expect((await readCsv(pieces(), { target: 2 })).toArrays()).toEqual(whole.toArrays());
  });

  it('selects columns, predicts numbers, and needs no header', async () => {
    const data = await readCsv('1;2;3\n4;5;6', {
      header: false,
      delimiter: ';',
      columns: [1],
      target: 2,
      targetKind: 'number',
    });
    expect(data.toArrays()).toEqual({
      inputs: { data: Float32Array.of(2, 5), shape: [2, 1] },
      targets: { data: Float32Array.of(3, 6), shape: [2, 1] },
    });
  });

  it.each([
    ['a ragged line', 'a,b\n1,2\n3\n', 'csv-ragged', { line: 3, expected: 2, actual: 1 }],
    ['a ragged line after quotes over lines', 'a,b\n"1\n2",3\n4\n', 'csv-not-a-number', { line: 2 }],
    ['a word among numbers', 'a,b\n1,x\n', 'csv-not-a-number', { line: 2, column: 'b', text: 'x' }],
    ['a missing number', 'a,b\n1,\n', 'csv-not-a-number', { line: 2 }],
    ['quotes without end', 'a,b\n1,"2\n', 'csv-bad-quotes', {}],
    ['nothing after the header', 'a,b\n', 'empty-data', {}],
  ])('refuses %s', async (_, csv, code, details) => {
    await expect(readCsv(csv)).rejects.toMatchObject({ code, details });
  });

  it('names the columns for a misspelt one', async () => {
    await expect(readCsv('length,width\n1,2', { target: 'widht' })).rejects.toThrow(/Did you mean 'width'/);
  });
});

describe('streamCsv', () => {
  it('reads a large file in batches, again for each pass', async () => {
    async function* large() {
      yield 'x,y,label\n';
      for (let i = 0; i < 1000; i++) yield `${i},${2 * i},${i % 3 === 0 ? 'yes' : 'no'}\n`;
    }
    const data = streamCsv(large, { inputs: 2, target: 'label', classNames: ['no', 'yes'] });
    for (let pass = 0; pass < 2; pass++) {
      let [rows, yes] = [0, 0];
      for await (const { size, targets } of data.batches(64)) {
        rows += size;
        for (const label of targets!.data) yes += label;
      }
      expect([rows, yes]).toEqual([1000, 334]);
    }
  });
});
