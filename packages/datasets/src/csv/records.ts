import { GlassboxError, requireArgument } from '@glassbox/core';
import Papa from 'papaparse';
import { type ByteSource, chunksOf } from '../bytes.js';
import { RecordSplitter } from './record-splitter.js';

/** CSV: text, bytes in UTF-8, a file, or a stream of either. */
export type CsvSource = string | ByteSource | AsyncIterable<string>;

/** A record with the line it begins on, counted from 1. */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

/** Characters or bytes handled at once, so that a large text is not parsed whole. */
const PIECE = 64 * 1024;

async function* textOf(source: CsvSource): AsyncGenerator<string> {
  if (typeof source === 'string') {
    yield* pieces(source);
    return;
  }
  const decoder = new TextDecoder();
  for await (const chunk of chunksOf(source as ByteSource) as AsyncIterable<Uint8Array | string>) {
    if (typeof chunk === 'string') yield* pieces(chunk);
    else
      for (let i = 0; i < chunk.length; i += PIECE)
        yield decoder.decode(chunk.subarray(i, i + PIECE), { stream: true });
  }
  yield decoder.decode();
}

function* pieces(text: string): Generator<string> {
  for (let i = 0; i < text.length; i += PIECE) yield text.slice(i, i + PIECE);
}

/** Text without its byte order mark, and with every line end (CR LF, CR) as LF. */
async function* tidied(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let isFirst = true;
  let heldReturn = '';
  for await (const chunk of chunks) {
    let text = heldReturn + chunk;
    if (text === '') continue;
    if (isFirst) text = text.replace(/^\uFEFF/, '');
    isFirst = false;
    heldReturn = text.endsWith('\r') ? '\r' : '';
    yield text.slice(0, text.length - heldReturn.length).replace(/\r\n?/g, '\n');
  }
  if (heldReturn) yield '\n';
}

const newlines = (text: string) => (text.includes('\n') ? text.split('\n').length - 1 : 0);
const linesOf = (fields: readonly string[]) => 1 + fields.reduce((sum, field) => sum + newlines(field), 0);

/** Parses complete records and tells the line of each. */
function* parseBlock(block: string, delimiter: string, firstLine: number): Generator<CsvRecord> {
  const { data, errors } = Papa.parse<string[]>(block, { delimiter, newline: '\n', skipEmptyLines: false });
  const bad = errors.find(({ type }) => type === 'Quotes');
  let line = firstLine;
  for (const [row, fields] of data.entries()) {
    if (row === bad?.row) throw badQuotes(line, bad.message);
    if (fields.length > 1 || fields[0] !== '') yield { line, fields };
    line += linesOf(fields);
  }
  if (bad) throw badQuotes(line, bad.message);
}

function badQuotes(line: number, reason: string): GlassboxError {
  return new GlassboxError(
    'csv-bad-quotes',
    `The quotes of the record on line ${line} do not match: ${reason}. A quote inside a quoted field is written twice.`,
    { details: { line } },
  );
}

/**
 * The records of a CSV (RFC 4180), read as a stream, in blocks of as many as are complete. Quotes over several lines, a byte order mark,
 * empty lines and every kind of line end are understood.
 */
export async function* csvBlocks(source: CsvSource, delimiter: string): AsyncGenerator<Iterable<CsvRecord>> {
  requireArgument(
    delimiter.length === 1 && !'"\r\n'.includes(delimiter),
    `A delimiter is one character, and no quote or line end, but ${JSON.stringify(delimiter)} came.`,
  );
  const splitter = new RecordSplitter(delimiter);
  let line = 1;
  for await (const text of tidied(textOf(source))) {
    const block = splitter.push(text);
    if (block === undefined) throw badQuotes(line, 'it goes on without end');
    if (block === '') continue;
    yield parseBlock(block, delimiter, line);
    line += newlines(block);
  }
  const rest = splitter.rest();
  if (rest.length > 0) yield parseBlock(rest, delimiter, line);
}
