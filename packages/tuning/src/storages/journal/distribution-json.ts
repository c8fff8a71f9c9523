import type { Distribution, ParamValue } from '../../space/distribution.js';
import { parsePythonJson, toPythonJson } from './python-json.js';

interface Attributes {
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
  readonly step: number | null;
  readonly choices: readonly ParamValue[];
}

/** A distribution as Optuna keeps it: JSON with the name of its class. */
export function distributionToJson(distribution: Distribution): string {
  if (distribution.type === 'categorical') {
    return toPythonJson({ name: 'CategoricalDistribution', attributes: { choices: distribution.choices } });
  }
  const { type, low, high, log, step = null } = distribution;
  if (type === 'int') return toPythonJson({ name: 'IntDistribution', attributes: { log, step, low, high } });
  return toPythonJson({ name: 'FloatDistribution', attributes: { step, low, high, log } });
}

/** @throws Error for a class that is not one of the three. */
export function distributionFromJson(text: string): Distribution {
  const { name, attributes } = parsePythonJson<{ readonly name: string; readonly attributes: Attributes }>(text);
  const { low, high, log, step, choices } = attributes;
  if (name === 'FloatDistribution') return { type: 'float', low, high, log, ...(step !== null && { step }) };
  if (name === 'IntDistribution') return { type: 'int', low, high, log, step: step ?? 1 };
  if (name === 'CategoricalDistribution') return { type: 'categorical', choices };
  throw new Error(`There is no distribution '${name}'.`);
}
