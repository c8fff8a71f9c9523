import type { Axis } from './axes.js';

/** A tree that predicts a value: leaves, and splits with a side for what is at most the threshold (or not the choice) and one for the others. */
export type Node =
  | { readonly value: number }
  | { readonly axis: number; readonly at: number; readonly left: Node; readonly right: Node };

/** What trees are grown from: columns by axis, and values. */
export interface Samples {
  readonly axes: readonly Axis[];
  readonly columns: readonly Float64Array[];
  readonly values: Float64Array;
}

interface Split {
  readonly axis: number;
  readonly at: number;
  /** What is left of the squares when each side is predicted by its mean, but for a constant and the sign. */
  readonly score: number;
}

const scoreOf = (left: number, leftCount: number, right: number, rightCount: number) =>
  (left * left) / leftCount + (right * right) / rightCount;

const better = (a: Split | undefined, b: Split | undefined) => (!a || (b && b.score > a.score) ? b : a);

/** Between two neighbours of an axis. */
function splitOfRange({ columns, values }: Samples, axis: number, order: Uint32Array, sum: number): Split | undefined {
  const column = columns[axis]!;
  let [left, best]: [number, Split | undefined] = [0, undefined];
  for (let i = 1; i < order.length; i++) {
    left += values[order[i - 1]!]!;
    const [low, high] = [column[order[i - 1]!]!, column[order[i]!]!];
    if (low === high) continue;
    const at = (low + high) / 2;
    const score = scoreOf(left, i, sum - left, order.length - i);
    best = better(best, { axis, at: at === high ? low : at, score });
  }
  return best;
}

/** One choice against the others. */
function splitOfChoices(samples: Samples, axis: number, order: Uint32Array, sum: number): Split | undefined {
  const { columns, values, axes } = samples;
  const [sums, counts] = [new Float64Array(axes[axis]!.choices), new Float64Array(axes[axis]!.choices)];
  for (const row of order) {
    const choice = columns[axis]![row]!;
    sums[choice]! += values[row]!;
    counts[choice]!++;
  }
  let best: Split | undefined;
  for (let choice = 0; choice < counts.length; choice++) {
    const count = counts[choice]!;
    if (count === 0 || count === order.length) continue;
    const right = sums[choice]!;
    best = better(best, { axis, at: choice, score: scoreOf(sum - right, order.length - count, right, count) });
  }
  return best;
}

const isLeft = ({ axes, columns }: Samples, { axis, at }: Split, row: number) =>
  axes[axis]!.choices > 0 ? columns[axis]![row] !== at : columns[axis]![row]! <= at;

/** By axis, the rows in order. */
function grow(samples: Samples, orders: readonly Uint32Array[], depth: number): Node {
  const { values, axes } = samples;
  const rows = orders[0]!;
  const sum = rows.reduce((total, row) => total + values[row]!, 0);
  const leaf = { value: sum / rows.length };
  if (depth === 0 || rows.every((row) => values[row] === values[rows[0]!])) return leaf;
  const splits = axes.map(({ choices }, axis) =>
    (choices > 0 ? splitOfChoices : splitOfRange)(samples, axis, orders[axis]!, sum),
  );
  const split = splits.reduce(better, undefined);
  if (!split) return leaf;
  const side = (wanted: boolean) => {
    const own = orders.map((order) => order.filter((row) => isLeft(samples, split, row) === wanted));
    return grow(samples, own, depth - 1);
  };
  return { axis: split.axis, at: split.at, left: side(true), right: side(false) };
}

/**
 * A regression tree that is grown until each leaf has equal values: each split is the one that leaves the least squares.
 *
 * Source: Breiman, Friedman, Olshen and Stone, "Classification and regression trees", 1984.
 *
 * @param rows of the samples, some several times.
 */
export function regressionTree(samples: Samples, rows: Uint32Array, depth: number): Node {
  const orders = samples.columns.map((column) => rows.slice().sort((a, b) => column[a]! - column[b]!));
  return grow(samples, orders, depth);
}
