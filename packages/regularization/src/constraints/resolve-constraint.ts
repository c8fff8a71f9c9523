import { requireArgument, unknownName } from '@glassbox/core';
import type { SavedForm } from '../penalties/regularizer.js';
import type { Constraint } from './constraint.js';
import { maxNorm } from './max-norm.js';
import { minMaxNorm } from './min-max-norm.js';
import { nonNeg } from './non-neg.js';
import type { Axis } from './norms.js';
import { unitNorm } from './unit-norm.js';

const builtins = {
  maxNorm: () => maxNorm(),
  unitNorm: () => unitNorm(),
  nonNeg: () => nonNeg(),
  minMaxNorm: () => minMaxNorm(),
};

/** A constraint by name, with its default options. */
export type ConstraintName = keyof typeof builtins;

/** The constraint that a name or value stands for. Throws `unknown-name` with the nearest name. */
export function resolveConstraint(like: ConstraintName | Constraint | (string & {})): Constraint {
  if (typeof like !== 'string') return like;
  const found = Object.entries(builtins).find(([name]) => name === like);
  if (!found) throw unknownName('constraint', like, Object.keys(builtins));
  return found[1]();
}

type Saved = SavedForm['config'];

function numberAt(config: Saved, key: string, otherwise: number): number {
  const value = config[key] ?? otherwise;
  requireArgument(typeof value === 'number', `'${key}' of a saved constraint must be a number, but ${value} came.`);
  return value;
}

function axisOf({ axis = 0 }: Saved): Axis {
  if (typeof axis === 'number') return axis;
  requireArgument(Array.isArray(axis), `'axis' of a saved constraint is a number or several, but ${axis} came.`);
  return axis.map(Number);
}

const readers: Readonly<Record<string, (config: Saved) => Constraint>> = {
  MaxNorm: (config) => maxNorm({ max: numberAt(config, 'max_value', 2), axis: axisOf(config) }),
  UnitNorm: (config) => unitNorm({ axis: axisOf(config) }),
  NonNeg: () => nonNeg(),
  MinMaxNorm: (config) =>
    minMaxNorm({
      min: numberAt(config, 'min_value', 0),
      max: numberAt(config, 'max_value', 1),
      rate: numberAt(config, 'rate', 1),
      axis: axisOf(config),
    }),
};

/** Reads back what `config()` of a constraint gave, which is what Keras writes. Throws `unknown-name` for another class. */
export function constraintFromConfig({ class_name: className, config }: SavedForm): Constraint {
  const reader = Object.hasOwn(readers, className) ? readers[className] : undefined;
  if (!reader) throw unknownName('constraint', className, Object.keys(readers));
  return reader(config);
}
