import { GlassboxError } from '@glassbox/core';
import type { Activation } from './activation.js';
import { aliases, builtins } from './builtins.js';

const stateKey = Symbol.for('@glassbox/activations/registered/1');

/** On globalThis under a registered symbol, so that two copies of this package know the same names. */
function registered(): Map<string, Activation> {
  const holder = globalThis as { [stateKey]?: Map<string, Activation> };
  holder[stateKey] ??= new Map();
  return holder[stateKey];
}

/** The activation that was registered under a name. */
export const registeredActivation = (name: string): Activation | undefined => registered().get(name);

/** Every name that {@link resolveActivation} knows now: the built-in ones, then yours. */
export const activationNames = (): string[] => [...Object.keys(builtins), ...registered().keys()];

/**
 * Makes an activation of your own known by its name, for the whole program: `layers.dense(8, { activation: 'mine' })`.
 *
 * A value needs no registering where it is passed itself. Register it before a saved model that uses it is loaded.
 *
 * @throws `duplicate-name` where another activation has the name; the same value twice is fine.
 * @returns a function that forgets the name again.
 * @example
 * registerActivation(defineActivation({ name: 'square', f: (x) => x * x, derivative: (x) => 2 * x }));
 * resolveActivation('square').name; // 'square'
 */
export function registerActivation(activation: Activation): () => void {
  const { name } = activation;
  const taken = name in builtins || name in aliases || (registered().get(name) ?? activation) !== activation;
  if (taken) {
    throw new GlassboxError('duplicate-name', `There is already an activation named '${name}'. Choose another name.`, {
      details: { name },
    });
  }
  registered().set(name, activation);
  return () => {
    if (registered().get(name) === activation) registered().delete(name);
  };
}
