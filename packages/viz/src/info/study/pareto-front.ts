/** A trial by number and its losses, all to be minimised. */
interface Losses {
  readonly number: number;
  readonly losses: readonly number[];
}

/** Numbers of the trials that no other dominates: none is nowhere worse and somewhere better. O(n f) in time, f on the front. */
export function frontNumbers(trials: readonly Losses[]): number[] {
  const front: Losses[] = [];
  // Whoever comes earlier in this order cannot be dominated by one that comes later.
  for (const each of trials.toSorted((a, b) => compare(a.losses, b.losses))) {
    if (!front.some(({ losses }) => dominates(losses, each.losses))) front.push(each);
  }
  return front.map(({ number }) => number).sort((a, b) => a - b);
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((loss, i) => loss !== b[i]);
  return at < 0 ? 0 : a[at]! - b[at]!;
}

const dominates = (a: readonly number[], b: readonly number[]) =>
  a.every((loss, i) => loss <= b[i]!) && a.some((loss, i) => loss < b[i]!);
