import { GlassboxError, requireArgument, unknownName } from '@glassbox/core';
import { Dataset } from '../dataset.js';
import { StreamedDataset, type StreamSample } from '../streamed-dataset.js';
import { type CsvRecord, type CsvSource, csvRecords } from './records.js';

export interface CsvOptions {
  /** The column to predict, by name or position. Default: none. */
  readonly target?: string | number;
  /** Whether the target names a class (default) or is a number to predict. */
  readonly targetKind?: 'class' | 'number';
  /** Input columns, by name or position. Default: all but the target. */
  readonly columns?: readonly (string | number)[];
  /** Names of the classes in order. Default: those found, sorted. A stream of classes needs it. */
  readonly classNames?: readonly string[];
  /** Whether the first record names the columns. Default true. */
  readonly header?: boolean;
  /** Default `,`. */
  readonly delimiter?: string;
}

interface Layout {
  readonly names: readonly string[];
  readonly inputs: readonly number[];
  readonly target: number | undefined;
}

function position(names: readonly string[], column: string | number): number {
  const found = typeof column === 'number' ? column : names.indexOf(column);
  if (found >= 0 && found < names.length) return found;
  throw unknownName('column', String(column), names);
}

function layoutOf(first: CsvRecord, { header = true, columns, target }: CsvOptions): Layout {
  const names = header ? first.fields.map((name) => name.trim()) : first.fields.map((_, i) => String(i));
  const targetAt = target === undefined ? undefined : position(names, target);
  const inputs = columns
    ? columns.map((column) => position(names, column))
    : [...names.keys()].filter((i) => i !== targetAt);
  requireArgument(inputs.length > 0, 'A CSV needs at least one input column besides the target.');
  return { names, inputs, target: targetAt };
}

function numberAt({ line, fields }: CsvRecord, column: number, names: readonly string[]): number {
  const text = fields[column]!.trim();
  const value = text === '' ? Number.NaN : Number(text);
  if (!Number.isNaN(value) || /^nan$/i.test(text)) return value;
  throw new GlassboxError(
    'csv-not-a-number',
    `'${text}' in column '${names[column]}' on line ${line} is no number. Leave the column out or mend it.`,
    {
      details: { line, column: names[column], text },
    },
  );
}

function requireWidth({ line, fields }: CsvRecord, names: readonly string[]): void {
  if (fields.length === names.length) return;
  throw new GlassboxError(
    'csv-ragged',
    `Line ${line} has ${fields.length} fields, but ${names.length} columns were announced.`,
    {
      details: { line, expected: names.length, actual: fields.length },
    },
  );
}

/** The data records after the header, each checked for its number of fields. */
async function* rowsOf(source: CsvSource, options: CsvOptions): AsyncGenerator<{ record: CsvRecord; layout: Layout }> {
  let layout: Layout | undefined;
  for await (const record of csvRecords(source, options.delimiter ?? ',')) {
    if (!layout) {
      layout = layoutOf(record, options);
      if (options.header ?? true) continue;
    }
    requireWidth(record, layout.names);
    yield { record, layout };
  }
}

const inputsOf = (record: CsvRecord, { inputs, names }: Layout) =>
  inputs.map((column) => numberAt(record, column, names));

/**
 * Reads a CSV into memory as a dataset: numbers as inputs, one column as the target.
 *
 * @throws `csv-ragged`, `csv-not-a-number`, `csv-bad-quotes` with `details.line`; `unknown-name` for a column or class that is not there;
 * `empty-data` where no record follows the header.
 * @example
 * const iris = await readCsv(await readFile('iris.csv'), { target: 'species' });
 */
export async function readCsv(source: CsvSource, options: CsvOptions = {}): Promise<Dataset> {
  const rows: number[][] = [];
  const answers: { text: string; value: number }[] = [];
  const isClass = (options.targetKind ?? 'class') === 'class';
  for await (const { record, layout } of rowsOf(source, options)) {
    rows.push(inputsOf(record, layout));
    if (layout.target === undefined) continue;
    const text = record.fields[layout.target]!.trim();
    answers.push({ text, value: isClass ? 0 : numberAt(record, layout.target, layout.names) });
  }
  const [first] = rows;
  if (!first) throw new GlassboxError('empty-data', 'The CSV has no record after its header.');
  const inputs = { data: Float32Array.from(rows.flat()), shape: [rows.length, first.length] };
  if (answers.length === 0) return Dataset.from({ inputs });
  if (!isClass) {
    return Dataset.from({
      inputs,
      targets: { data: Float32Array.from(answers, ({ value }) => value), shape: [rows.length, 1] },
    });
  }
  const classNames = options.classNames ?? [...new Set(answers.map(({ text }) => text))].sort(byNumberOrText);
  const labels = Int32Array.from(answers, ({ text }) => classIndex(classNames, text));
  return Dataset.from({ inputs, targets: { data: labels, shape: [rows.length] }, classNames });
}

const byNumberOrText = (a: string, b: string) => Number(a) - Number(b) || (a < b ? -1 : a > b ? 1 : 0);

function classIndex(classNames: readonly string[], text: string): number {
  const index = classNames.indexOf(text);
  if (index >= 0) return index;
  throw unknownName('class', text, classNames);
}

export interface CsvStreamOptions extends CsvOptions {
  /** Number of input columns, which is the shape of a sample. */
  readonly inputs: number;
}

/**
 * Reads a CSV as a stream that need not fit into memory. `open` is called for each pass; classes need `classNames`, since they are not
 * all known before the end.
 */
export function streamCsv(open: () => CsvSource | Promise<CsvSource>, options: CsvStreamOptions): StreamedDataset {
  const isClass = (options.targetKind ?? 'class') === 'class';
  requireArgument(
    options.target === undefined || !isClass || options.classNames,
    'A stream of classes needs classNames in order.',
  );
  async function* samples(): AsyncGenerator<StreamSample> {
    for await (const { record, layout } of rowsOf(await open(), options)) {
      const input = inputsOf(record, layout);
      if (layout.target === undefined) yield { input };
      else if (isClass) yield { input, target: classIndex(options.classNames!, record.fields[layout.target]!.trim()) };
      else yield { input, target: numberAt(record, layout.target, layout.names) };
    }
  }
  const targetShape = options.target === undefined ? undefined : isClass ? [] : [1];
  return new StreamedDataset(samples, {
    inputShape: [options.inputs],
    targetShape,
    ...(options.classNames ? { classNames: options.classNames } : {}),
  });
}
