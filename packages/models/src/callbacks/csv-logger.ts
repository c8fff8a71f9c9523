import { type Callback, type Logs, requireArgument } from '@glassbox/core';
import { savedState } from './saved-state.js';

/** Options of {@link csvLogger}. */
export interface CsvLoggerOptions {
  /** Between two fields, one character. Default a comma. */
  readonly separator?: string;
}

/** Takes the lines of a table one by one, each with its newline. */
export type LineSink = (line: string) => void | Promise<void>;

/**
 * Writes a table of all epochs: a header, then one line an epoch with its number (from 1), the learning rate and every measure, sorted by
 * name. A measure that appears later has no column; one that is missing is left empty.
 *
 * @param target a file (Node), which is replaced, or a function that takes each line. A resumed run goes on where its checkpoint was: a file
 * is cut back to there, a function gets only new lines.
 */
export function csvLogger(target: string | URL | LineSink, { separator = ',' }: CsvLoggerOptions = {}): Callback {
  requireArgument(
    separator.length === 1 && !/["\r\n]/.test(separator),
    `separator is one character, neither a quote nor the end of a line, but '${separator}' came.`,
  );
  const sink = typeof target === 'function' ? undefined : fileSink(target);
  let lines: string[] = [];
  let columns: string[] | undefined;
  let resumed = false;
  const field = (value: string) =>
    value.includes(separator) || /["\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  const write = async (fields: readonly string[]) => {
    const line = `${fields.map(field).join(separator)}\n`;
    lines.push(line);
    if (typeof target === 'function') await target(line);
    else await sink?.add(line);
  };
  return {
    name: 'csvLogger',
    async onTrainBegin() {
      if (!resumed) [lines, columns] = [[], undefined];
      resumed = false;
      await sink?.replace(lines.join(''));
    },
    async onEpochEnd(epoch, logs: Logs, control) {
      if (!columns) {
        columns = Object.keys(logs).sort();
        await write(['epoch', 'learningRate', ...columns]);
      }
      const values = columns.map((name) => (logs[name] === undefined ? '' : String(logs[name])));
      await write([String(epoch), String(control.learningRate), ...values]);
    },
    state: () => ({ lines: [...lines], columns, count: lines.length }),
    restore(state) {
      const saved = savedState<{ count: number; lines: string[]; columns?: string[] }>('csvLogger', state, ['count']);
      lines = [...saved.lines];
      columns = saved.columns && [...saved.columns];
      resumed = true;
    },
  };
}

/** A file in Node; its modules are asked for when they are needed, so that a bundler for browsers sees no import of them. */
function fileSink(path: string | URL) {
  requireArgument(
    typeof process !== 'undefined' && typeof process.getBuiltinModule === 'function',
    'csvLogger writes a file only in Node. In a browser pass a function that takes each line.',
  );
  const { appendFile, writeFile } = process.getBuiltinModule('node:fs/promises');
  return { add: (line: string) => appendFile(path, line), replace: (text: string) => writeFile(path, text) };
}
