import { requireArgument } from '@glassbox/core';

/** The state of a callback that a checkpoint kept; throws `bad-argument` unless it has the numbers that are asked for. */
export function savedState<T extends object>(callback: string, state: unknown, numbers: readonly (keyof T)[]): T {
  const fields: Partial<T> = typeof state === 'object' && state !== null ? state : {};
  requireArgument(
    numbers.every((name) => typeof fields[name] === 'number'),
    `The saved state of ${callback} does not have its form. Start the run anew.`,
  );
  return fields as T;
}
