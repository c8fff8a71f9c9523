import { unknownName } from '@glassbox/core';
import type { Activation } from './activation.js';
import { type ActivationName, aliases, builtins } from './builtins.js';
import { activationNames, registeredActivation } from './registered.js';

/** An activation by name or as a value. */
export type ActivationLike = ActivationName | Activation | (string & {});

const hasOwn = <T extends object>(table: T, key: string): key is string & keyof T => Object.hasOwn(table, key);

/**
 * The activation that a name or value stands for; each built-in with its default parameters.
 *
 * @throws `unknown-name`, listing the names and the nearest one.
 * @example
 * resolveActivation('relu').f(-1); // 0
 */
export function resolveActivation(like: ActivationLike): Activation {
  if (typeof like !== 'string') return like;
  if (hasOwn(builtins, like)) return builtins[like]();
  if (hasOwn(aliases, like)) return builtins[aliases[like]]();
  const own = registeredActivation(like);
  if (own) return own;
  throw unknownName('activation', like, [...activationNames(), ...Object.keys(aliases)]);
}
