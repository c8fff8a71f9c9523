import { GlassboxError, random, requireArgument } from '@glassbox/core';

export interface SplitOptions {
  /** Draws the share at random instead of taking the last samples; a whole number. */
  readonly seed?: number;
  /** Whether each class gives the same share; draws at random, with seed 0 where none is given. Default false. */
  readonly stratify?: boolean;
}

type Parts = [rest: Uint32Array, share: Uint32Array];

const ascending = (positions: Iterable<number>) => Uint32Array.from(positions).sort();

function checked(size: number, [rest, share]: Parts, fraction: number): Parts {
  if (rest.length > 0 && share.length > 0) return [rest, share];
  throw new GlassboxError(
    'bad-argument',
    `A share of ${fraction} of ${size} samples leaves one part empty. Use more samples or another fraction.`,
    {
      details: { size, fraction },
    },
  );
}

/** Positions of the two parts of a split; see `Dataset.split`. Both parts keep the order of the samples. */
export function splitPositions(
  size: number,
  fraction: number,
  { seed, stratify }: SplitOptions,
  labels?: Int32Array,
): Parts {
  requireArgument(
    fraction > 0 && fraction < 1,
    `A fraction lies between 0 and 1, but ${fraction} came. 0.2 splits off a fifth.`,
  );
  const all = Uint32Array.from({ length: size }, (_, i) => i);
  const kept = Math.floor(size * (1 - fraction));
  if (stratify && labels) return checked(size, stratified(all, labels, fraction, seed ?? 0), fraction);
  if (seed === undefined) return checked(size, [all.slice(0, kept), all.slice(kept)], fraction);
  const order = random(seed, 'dataset-split').permutation(size);
  return checked(size, [ascending(order.subarray(0, kept)), ascending(order.subarray(kept))], fraction);
}

/**
 * Takes a share of each class; the shares are rounded so that their sum is that of the whole (largest remainders first).
 */
function stratified(all: Uint32Array, labels: Int32Array, fraction: number, seed: number): Parts {
  const groups = new Map<number, number[]>();
  for (const position of all) {
    const label = labels[position]!;
    const members = groups.get(label);
    if (members) members.push(position);
    else groups.set(label, [position]);
  }
  return partsOf(
    [...groups.entries()].sort(([a], [b]) => a - b),
    all.length - Math.floor(all.length * (1 - fraction)),
    fraction,
    seed,
  );
}

function partsOf(groups: [number, number[]][], total: number, fraction: number, seed: number): Parts {
  const exact = groups.map(([, members]) => members.length * fraction);
  const counts = exact.map(Math.floor);
  const byRemainder = exact
    .map((value, i) => ({ i, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder);
  let missing = total - counts.reduce((sum, count) => sum + count, 0);
  for (const { i } of byRemainder) if (missing-- > 0) counts[i]!++;
  const rest: number[] = [];
  const share: number[] = [];
  groups.forEach(([label, members], i) => {
    random(seed, 'dataset-split', label).shuffle(members);
    members.forEach((position, drawn) => {
      (drawn < counts[i]! ? share : rest).push(position);
    });
  });
  return [ascending(rest), ascending(share)];
}
