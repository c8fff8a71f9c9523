import type { Json } from '../../study/trial-record.js';

/** Stands for a number that JSON has no word for, while the text is being read. */
const MARK = '\u0000';
const words: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
};

/** Strings, so that they are left alone, or one of the three words. */
const STRING_OR_WORD = /"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g;

/**
 * Reads JSON as Python writes it, where `NaN`, `Infinity` and `-Infinity` are numbers.
 *
 * @throws SyntaxError as `JSON.parse` does.
 */
export function parsePythonJson<T = Json>(text: string): T {
  try {
    return JSON.parse(text) as T;
  } catch {
    const marked = text.replace(STRING_OR_WORD, (found) => (found in words ? JSON.stringify(MARK + found) : found));
    return JSON.parse(marked, (_, value: Json) =>
      typeof value === 'string' && value.startsWith(MARK) ? (words[value.slice(1)] ?? value) : value,
    ) as T;
  }
}

type Writable = Json | { readonly [key: string]: Json | undefined };

/** Writes JSON as Python reads it, with the three words for numbers that JSON has none for; on one line. */
export const toPythonJson = (value: Writable): string => (isPlain(value) ? JSON.stringify(value) : withWords(value));

/** Whether it is JSON as it stands. */
function isPlain(value: Writable | undefined): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  const parts: readonly (Json | undefined)[] = Array.isArray(value) ? value : Object.values(value);
  return parts.every(isPlain);
}

function withWords(value: Writable): string {
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (Array.isArray(value)) return `[${value.map(withWords).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value as Readonly<Record<string, Json | undefined>>);
  const fields = entries.flatMap(([key, each]) =>
    each === undefined ? [] : `${JSON.stringify(key)}:${withWords(each)}`,
  );
  return `{${fields.join(',')}}`;
}
