import { requireArgument } from '@glassbox/core';

/** What a class is called: its name where there are names, otherwise its number. */
export function className(index: number, names: readonly string[] | undefined): string {
  return names?.[index] ?? String(index);
}

/** Refuses anything but class indices, whole numbers from 0. */
export function requireClasses(classes: ArrayLike<number>, what: string): void {
  for (let i = 0; i < classes.length; i++) {
    const value = classes[i]!;
    requireArgument(
      Number.isInteger(value) && value >= 0,
      () => `${what} are class numbers from 0, but ${value} came at position ${i}.`,
      { position: i, value },
    );
  }
}

/** The position of the greatest probability; refuses an empty list and values outside [0, 1]. */
export function likeliest(probabilities: ArrayLike<number>): number {
  requireArgument(probabilities.length > 0, 'Probabilities came empty; pass one for each class.');
  let best = 0;
  for (let i = 0; i < probabilities.length; i++) {
    const value = probabilities[i]!;
    requireArgument(
      value >= 0 && value <= 1.0001,
      () => `Probabilities lie in [0, 1], but ${value} came for class ${i}. Pass the output of a softmax.`,
      { position: i, value },
    );
    if (value > probabilities[best]!) best = i;
  }
  return best;
}
