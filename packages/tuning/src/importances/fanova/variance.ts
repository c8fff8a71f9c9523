import type { Axis } from './axes.js';
import type { Node } from './regression-tree.js';

/** Which part of an axis belongs to a leaf: a range, or choices. */
interface Part {
  readonly low: number;
  readonly high: number;
  readonly choices: readonly boolean[];
}

interface Leaf {
  readonly value: number;
  readonly parts: readonly Part[];
}

const wholeOf = ({ low, high, choices }: Axis): Part => ({ low, high, choices: new Array(choices).fill(true) });

/** A share of the axis. */
function shareOf(part: Part, axis: Axis): number {
  if (axis.choices > 0) return part.choices.filter(Boolean).length / axis.choices;
  return (part.high - part.low) / (axis.high - axis.low);
}

function narrowed(part: Part, at: number, isLeft: boolean): Part {
  if (part.choices.length > 0) {
    return { ...part, choices: part.choices.map((isIn, choice) => isIn && (choice === at) !== isLeft) };
  }
  return isLeft ? { ...part, high: at } : { ...part, low: at };
}

function leavesOf(node: Node, parts: readonly Part[]): Leaf[] {
  if ('value' in node) return [{ value: node.value, parts }];
  const side = (child: Node, isLeft: boolean) =>
    leavesOf(child, parts.with(node.axis, narrowed(parts[node.axis]!, node.at, isLeft)));
  return [...side(node.left, true), ...side(node.right, false)];
}

/** `Σ w (x - x̄)²` for weights that sum to 1. */
function varianceOf(values: readonly number[], weights: readonly number[]): number {
  const mean = values.reduce((sum, value, i) => sum + weights[i]! * value, 0);
  return values.reduce((sum, value, i) => sum + weights[i]! * (value - mean) ** 2, 0);
}

/** What a tree predicts over the whole space, every place of which counts the same, and how much of its variance is each axis' own. */
export class TreeVariance {
  readonly #axes: readonly Axis[];
  readonly #leaves: readonly Leaf[];
  /** By leaf and axis. */
  readonly #shares: readonly (readonly number[])[];

  constructor(tree: Node, axes: readonly Axis[]) {
    this.#axes = axes;
    this.#leaves = leavesOf(tree, axes.map(wholeOf));
    this.#shares = this.#leaves.map(({ parts }) => parts.map((part, i) => shareOf(part, axes[i]!)));
  }

  get total(): number {
    const weights = this.#shares.map((shares) => shares.reduce((product, share) => product * share, 1));
    return varianceOf(
      this.#leaves.map(({ value }) => value),
      weights,
    );
  }

  /** The variance of the mean over all other axes. */
  marginal(axis: number): number {
    const weights = this.#shares.map((shares) => shares.reduce((p, share, i) => (i === axis ? p : p * share), 1));
    const { choices } = this.#axes[axis]!;
    return choices > 0 ? this.#ofChoices(axis, weights, choices) : this.#ofRange(axis, weights);
  }

  #ofChoices(axis: number, weights: readonly number[], choices: number): number {
    const means = Array.from({ length: choices }, (_, choice) =>
      this.#leaves.reduce(
        (sum, { value, parts }, i) => sum + (parts[axis]!.choices[choice] ? weights[i]! * value : 0),
        0,
      ),
    );
    return varianceOf(means, new Array(choices).fill(1 / choices));
  }

  /** Between two neighbouring splits the mean is the same; each leaf adds to it from its low end to its high end. */
  #ofRange(axis: number, weights: readonly number[]): number {
    const { low, high } = this.#axes[axis]!;
    const ends = new Set(this.#leaves.flatMap(({ parts }) => [parts[axis]!.low, parts[axis]!.high]));
    const places = [...ends].sort((a, b) => a - b);
    const placeOf = new Map(places.map((place, i) => [place, i]));
    const means = new Array<number>(places.length - 1).fill(0);
    for (const [i, { value, parts }] of this.#leaves.entries()) {
      const end = placeOf.get(parts[axis]!.high)!;
      for (let cell = placeOf.get(parts[axis]!.low)!; cell < end; cell++) means[cell]! += weights[i]! * value;
    }
    return varianceOf(
      means,
      means.map((_, cell) => (places[cell + 1]! - places[cell]!) / (high - low)),
    );
  }
}
