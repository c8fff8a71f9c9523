import { GlassboxError, nearestName, requireArgument, unknownName } from '@glassbox/core';
import { Dataset } from '../dataset.js';
import { StreamedDataset, type StreamSample } from '../streamed-dataset.js';
import { type CsvRecord, type CsvSource, csvBlocks } from './records.js';

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
  /** One character. Default `,`. */
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
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  requireArgument(
    twice === undefined,
    `Two columns are named '${twice}'. Rename one, or read the file without header.`,
  );
  const targetAt = target === undefined ? undefined : position(names, target);
  const inputs = columns
    ? columns.map((column) => position(names, column))
    : [...names.keys()].filter((i) => i !== targetAt);
  requireArgument(inputs.length > 0, 'A CSV needs at least one input column besides the target.');
  return { names, inputs, target: targetAt };
}

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A finite number in decimal notation: what is missing, `NaN` or beyond single precision would only spoil the training later. */
function numberAt({ line, fields }: CsvRecord, column: number, names: readonly string[]): number {
  const text = fields[column]!.trim();
  const value = DECIMAL.test(text) ? Number(text) : Number.NaN;
  if (Number.isFinite(Math.fround(value))) return value;
  throw new GlassboxError(
    'csv-not-a-number',
    `'${text}' in column '${names[column]}' on line ${line} is no finite number. Fill it in, or leave out the record or the column.`,
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

interface Row {
  readonly record: CsvRecord;
  readonly layout: Layout;
}

/** The data records after the header, each checked for its number of fields, block by block. */
async function* rowBlocks(source: CsvSource, options: CsvOptions): AsyncGenerator<Iterable<Row>> {
  const { header = true, delimiter = ',' } = options;
  let layout: Layout | undefined;
  function* rowsOf(records: Iterable<CsvRecord>): Generator<Row> {
    for (const record of records) {
      const isFirst = layout === undefined;
      layout ??= layoutOf(record, options);
      if (isFirst && header) continue;
      requireWidth(record, layout.names);
      yield { record, layout };
    }
  }
  for await (const records of csvBlocks(source, delimiter)) yield rowsOf(records);
}

const inputsOf = (record: CsvRecord, { inputs, names }: Layout) =>
  inputs.map((column) => numberAt(record, column, names));

/**
 * Reads a CSV into memory as a dataset: numbers as inputs, one column as the target.
 *
 * @throws `csv-ragged`, `csv-not-a-number`, `csv-unknown-class`, `csv-bad-quotes` with `details.line`; `unknown-name` for a column that is
 * not there; `empty-data` where no record follows the header.
 * @example
 * const iris = await readCsv(await readFile('iris.csv'), { target: 'species' });
 */
export async function readCsv(source: CsvSource, options: CsvOptions = {}): Promise<Dataset> {
  const values: number[] = [];
  const answers: Answer[] = [];
  let width = 0;
  for await (const rows of rowBlocks(source, options)) {
    for (const { record, layout } of rows) {
      for (const value of inputsOf(record, layout)) values.push(value);
      width = layout.inputs.length;
      if (layout.target !== undefined) answers.push(answerOf(record, layout.target, layout.names, options));
    }
  }
  if (width === 0) throw new GlassboxError('empty-data', 'The CSV has no record after its header.');
  const inputs = { data: Float32Array.from(values), shape: [values.length / width, width] };
  if (answers.length === 0) return Dataset.from({ inputs });
  if (!isClass(options)) {
    const targets = { data: Float32Array.from(answers, ({ value }) => value), shape: [answers.length, 1] };
    return Dataset.from({ inputs, targets });
  }
  const classNames = options.classNames ?? [...new Set(answers.map(({ text }) => text))].sort(byNumberOrText);
  const indexOf = classIndexer(classNames);
  const targets = { data: Int32Array.from(answers, indexOf), shape: [answers.length] };
  return Dataset.from({ inputs, targets, classNames });
}

const isClass = ({ targetKind = 'class' }: CsvOptions) => targetKind === 'class';

interface Answer {
  readonly line: number;
  readonly text: string;
  /** The number to predict; 0 where the text names a class. */
  readonly value: number;
}

function answerOf(record: CsvRecord, column: number, names: readonly string[], options: CsvOptions): Answer {
  const value = isClass(options) ? 0 : numberAt(record, column, names);
  return { line: record.line, text: record.fields[column]!.trim(), value };
}

const byNumberOrText = (a: string, b: string) => Number(a) - Number(b) || (a < b ? -1 : a > b ? 1 : 0);

function classIndexer(classNames: readonly string[]): (answer: Answer) => number {
  const indices = new Map(classNames.map((name, index) => [name, index]));
  return ({ line, text }) => {
    const index = indices.get(text);
    if (index !== undefined) return index;
    const nearest = nearestName(text, classNames);
    const hint = nearest ? ` Is '${nearest}' meant?` : '';
    throw new GlassboxError(
      'csv-unknown-class',
      `'${text}' on line ${line} is none of the classes [${classNames.join(', ')}].${hint}`,
      { details: { line, text, known: classNames, nearest } },
    );
  };
}

export interface CsvStreamOptions extends CsvOptions {
  /** Number of input columns, which is the shape of a sample. */
  readonly inputs: number;
}

/**
 * Reads a CSV as a stream that need not fit into memory. `open` is called for each pass; classes need `classNames`, since they are not
 * all known before the end.
 *
 * @throws as {@link readCsv}, where the record is reached; `shape-mismatch` where the columns are not `inputs` many.
 * @example
 * const flights = streamCsv(() => createReadStream('flights.csv'), { inputs: 12, target: 'late', classNames: ['no', 'yes'] });
 */
export function streamCsv(open: () => CsvSource | Promise<CsvSource>, options: CsvStreamOptions): StreamedDataset {
  const { target, classNames } = options;
  const hasClasses = target !== undefined && isClass(options);
  requireArgument(!hasClasses || classNames, 'A stream of classes needs classNames in order.');
  const indexOf = classIndexer(classNames ?? []);
  function sampleOf({ record, layout }: Row): StreamSample {
    const input = inputsOf(record, layout);
    if (layout.target === undefined) return { input };
    const answer = answerOf(record, layout.target, layout.names, options);
    return { input, target: hasClasses ? indexOf(answer) : answer.value };
  }
  async function* samples(): AsyncGenerator<StreamSample> {
    for await (const rows of rowBlocks(await open(), options)) for (const row of rows) yield sampleOf(row);
  }
  return new StreamedDataset(samples, {
    inputShape: [options.inputs],
    targetShape: target === undefined ? undefined : hasClasses ? [] : [1],
    ...(hasClasses && classNames ? { classNames } : {}),
  });
}
