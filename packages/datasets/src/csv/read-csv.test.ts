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
    ['a ragged line after quotes over lines', 'a,"b\n""c"""\n1,2\n4\n', 'csv-ragged', { line: 4 }],
    ['a word among numbers', 'a,b\n1,x\n', 'csv-not-a-number', { line: 2, column: 'b', text: 'x' }],
    ['a missing number', 'a,b\n1,\n', 'csv-not-a-number', { line: 2 }],
    ['what only looks like a number', 'a,b\n1,0x10\n', 'csv-not-a-number', { text: '0x10' }],
    ['NaN', 'a,b\n1,NaN\n', 'csv-not-a-number', { text: 'NaN' }],
    ['a number beyond single precision', 'a,b\n1,1e39\n', 'csv-not-a-number', { text: '1e39' }],
    ['text after a closing quote', 'a,b\n1,2\n"3"x,4\n5,6\n', 'csv-bad-quotes', { line: 3 }],
    ['nothing at all', '', 'empty-data', {}],
    ['quotes without end', 'a,b\n1,"2\n', 'csv-bad-quotes', {}],
    ['nothing after the header', 'a,b\n', 'empty-data', {}],
  ])('refuses %s', async (_, csv, code, details) => {
    await expect(readCsv(csv)).rejects.toMatchObject({ code, details });
  });

  it.each(['\n', '\r\n', '\r'])('understands the line end %j, in pieces too', async (end) => {
    async function* characters() {
      yield* ['a,b,c', 'x,1,7', '"y, z","2",3'].join(end);
    }
    const data = await readCsv(characters(), { columns: ['b'], target: 'a' });
    expect([...data.toArrays().inputs.data]).toEqual([1, 2]);
    expect(data.classNames).toEqual(['x', 'y, z']);
  });

  it('takes a quote inside a field for a character', async () => {
    const data = await readCsv('size,width\n5" pipe,2\n6" pipe,3\n', { target: 'size' });
    expect(data.classNames).toEqual(['5" pipe', '6" pipe']);
  });

  it('refuses delimiters that cannot be told apart', async () => {
    for (const delimiter of ['', '"', '\n', '::']) {
      await expect(readCsv('a,b\n1,2', { delimiter })).rejects.toThrow(/one character, and no quote/);
    }
  });

  it('refuses a class that was not announced, and a column twice', async () => {
    const options = { target: 'b', classNames: ['no', 'yes'] };
    await expect(readCsv('a,b\n1,no\n2,Yes', options)).rejects.toMatchObject({
      code: 'csv-unknown-class',
      details: { line: 3, nearest: 'yes' },
    });
    await expect(readCsv('a,a\n1,2')).rejects.toThrow(/Two columns are named 'a'/);
  });

  it('names the columns for a misspelt one', async () => {
    await expect(readCsv('length,width\n1,2', { target: 'widht' })).rejects.toThrow(/Did you mean 'width'/);
  });
});

describe('streamCsv', () => {
  it('predicts numbers, and says what it cannot', async () => {
    const data = streamCsv(() => 'x,y\n1,2\n3,4\n', { inputs: 1, target: 'y', targetKind: 'number' });
    for await (const { targets } of data.batches(2)) expect(targets?.data).toEqual(Float32Array.of(2, 4));
    expect(() => streamCsv(() => '', { inputs: 1, target: 'y' })).toThrow(/needs classNames/);
    const wide = streamCsv(() => 'x,y,z\n1,2,3\n', { inputs: 2 }).batches(1);
    await expect(wide.next()).rejects.toMatchObject({ code: 'shape-mismatch' });
  });

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
