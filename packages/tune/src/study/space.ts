import type { GridSpace, ParamValue } from '@glassbox/tuning';
import { usageError } from '../cli/options.js';

const isValue = (value: unknown): value is ParamValue =>
  value === null || ['number', 'string', 'boolean'].includes(typeof value);
const isList = (values: unknown): values is readonly ParamValue[] =>
  Array.isArray(values) && values.length > 0 && values.every(isValue);

/**
 * Values to combine, from JSON.
 *
 * @throws `bad-usage` for anything but an object of lists of numbers, words, true, false and null.
 */
export function spaceFrom(text: string | undefined): GridSpace | undefined {
  if (text === undefined) return undefined;
  const space = parse(text);
  const isSpace = typeof space === 'object' && space !== null && !Array.isArray(space);
  if (isSpace && Object.keys(space).length > 0 && Object.values(space).every(isList)) return space as GridSpace;
  throw usageError(`--space is lists of values by name, but ${text} came; write --space '{"units":[32,64]}'.`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw usageError(`--space is no JSON (${(error as Error).message}); write --space '{"units":[32,64]}'.`);
  }
}
