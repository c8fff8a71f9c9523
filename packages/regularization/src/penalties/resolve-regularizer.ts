import { requireArgument, unknownName } from '@glassbox/core';
import { l1, l1l2, l2 } from './l1-l2.js';
import type { Regularizer, SavedForm } from './regularizer.js';

const builtins = { l1: () => l1(), l2: () => l2(), l1l2: () => l1l2({ l1: 0.01, l2: 0.01 }) };

/** A penalty by name, with every factor 0.01. */
export type RegularizerName = keyof typeof builtins;

/** The regularizer that a name or value stands for. Throws `unknown-name` with the nearest name. */
export function resolveRegularizer(like: RegularizerName | Regularizer | (string & {})): Regularizer {
  if (typeof like !== 'string') return like;
  const found = Object.entries(builtins).find(([name]) => name === like);
  if (!found) throw unknownName('regularizer', like, Object.keys(builtins));
  return found[1]();
}

/** Reads back what `config()` of a regularizer gave, and Keras's `L1`, `L2` and `L1L2`. Throws `unknown-name` for another class. */
export function regularizerFromConfig({ class_name: className, config }: SavedForm): Regularizer {
  const factor = (key: string, otherwise: number): number => {
    const value = config[key] ?? otherwise;
    requireArgument(typeof value === 'number', `'${key}' of a saved regularizer must be a number, but ${value} came.`);
    return value;
  };
  if (className === 'L1') return l1(factor('l1', 0.01));
  if (className === 'L2') return l2(factor('l2', 0.01));
  if (className === 'L1L2') return l1l2({ l1: factor('l1', 0), l2: factor('l2', 0) });
  throw unknownName('regularizer', className, ['L1', 'L2', 'L1L2']);
}
