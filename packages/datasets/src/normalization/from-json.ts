import { GlassboxError, Registry } from '@glassbox/core';
import { minMaxFrom } from './min-max.js';
import type { Normalizer } from './normalizer.js';
import { scaleToUnit } from './scale-to-unit.js';
import { standardizeFrom } from './standardize.js';

type Fields = Readonly<Record<string, unknown>>;

/** Makes a normalizer from its JSON. */
export type NormalizerMaker = (json: Fields) => Normalizer;

function corrupt(field: string, found: unknown, expected: string): GlassboxError {
  return new GlassboxError(
    'data-corrupt',
    `The field '${field}' of a saved normalizer is ${JSON.stringify(found)?.slice(0, 60)}, but ${expected} was expected.`,
    { details: { field } },
  );
}

function number(json: Fields, field: string): number {
  const value = json[field];
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw corrupt(field, value, 'a finite number');
}

/** A list of finite numbers, as long as another where that is given. */
function numbers(json: Fields, field: string, length?: number): number[] {
  const value: unknown = json[field];
  if (!Array.isArray(value) || value.length === 0 || !value.every(Number.isFinite)) {
    throw corrupt(field, value, 'a list of finite numbers');
  }
  if (length !== undefined && value.length !== length) throw corrupt(field, value, `a list of ${length} numbers`);
  return value;
}

const builtIn: Readonly<Record<string, NormalizerMaker>> = {
  scaleToUnit: (json) => scaleToUnit(number(json, 'maximum')),
  minMax(json) {
    const minimum = numbers(json, 'minimum');
    const [low, high] = numbers(json, 'range', 2) as [number, number];
    return minMaxFrom({ minimum, maximum: numbers(json, 'maximum', minimum.length), range: [low, high] });
  },
  standardize(json) {
    const mean = numbers(json, 'mean');
    return standardizeFrom({ mean, deviation: numbers(json, 'deviation', mean.length) });
  },
};

/**
 * Makes a normalizer from what `toJSON` gave, such as the metadata of a saved model.
 *
 * @param json what was saved; it is checked, whatever it is.
 * @param others makers of kinds of your own.
 * @throws `data-corrupt` for JSON that is no normalizer, `unknown-name` for a kind that does not exist.
 * @example
 * const normalizer = normalizerFromJSON(model.metadata.normalizer);
 */
export function normalizerFromJSON(json: unknown, others: Readonly<Record<string, NormalizerMaker>> = {}): Normalizer {
  const fields = typeof json === 'object' && json !== null ? (json as Fields) : undefined;
  const kind = fields?.kind;
  if (!fields || typeof kind !== 'string') throw corrupt('kind', kind ?? json, 'the name of a kind of normalizer');
  return new Registry('normalizer', { ...builtIn, ...others }).get(kind)(fields);
}
