import { GlassboxError } from '@glassbox/core';
import Papa from 'papaparse';
import { type ByteSource, chunksOf } from '../bytes.js';

/** CSV: text, bytes in UTF-8, a file, or a stream of either. */
export type CsvSource = string | ByteSource | AsyncIterable<string>;

/** A record with the line it begins on, counted from 1. */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

async function* textOf(source: CsvSource): AsyncGenerator<string> {
  if (typeof source === 'string') {
    yield source;
    return;
  }
  const decoder = new TextDecoder();
  for await (const chunk of chunksOf(source as ByteSource) as AsyncIterable<Uint8Array | string>) {
    yield typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
  }
  yield decoder.decode();
}

/** Where the last record that is complete ends, given whether the text begins inside quotes. */
function lastRecordEnd(text: string): number {
  let quoted = false;
  let end = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '"') quoted = !quoted;
    else if (text[i] === '\n' && !quoted) end = i + 1;
  }
  return end;
}

const newlines = (text: string) => text.split('\n').length - 1;

/** Parses complete records and tells the line of each. */
function* parseBlock(block: string, delimiter: string, firstLine: number): Generator<CsvRecord> {
  const { data, errors } = Papa.parse<string[]>(block, { delimiter, skipEmptyLines: false });
  const [error] = errors.filter(({ type }) => type === 'Quotes');
  if (error) {
    throw new GlassboxError(
      'csv-bad-quotes',
      `The quotes of record ${(error.row ?? 0) + 1} after line ${firstLine} do not match: ${error.message}.`,
      {
        details: { line: firstLine + (error.row ?? 0) },
      },
    );
  }
  let line = firstLine;
  for (const fields of data) {
    if (fields.length > 1 || fields[0] !== '') yield { line, fields };
    line += 1 + fields.reduce((sum, field) => sum + newlines(field), 0);
  }
}

/** The records of a CSV, read as a stream: quotes over several lines, a byte order mark and empty lines are understood. */
export async function* csvRecords(source: CsvSource, delimiter: string): AsyncGenerator<CsvRecord> {
  let held = '';
  let line = 1;
  let isFirst = true;
  for await (const chunk of textOf(source)) {
    held += chunk;
    if (isFirst && held.length > 0) {
      held = held.replace(/^\uFEFF/, '');
      isFirst = false;
    }
    const end = lastRecordEnd(held);
    if (end === 0) continue;
    const block = held.slice(0, end);
    yield* parseBlock(block, delimiter, line);
    line += newlines(block);
    held = held.slice(end);
  }
  if (held.length > 0) yield* parseBlock(held, delimiter, line);
}
