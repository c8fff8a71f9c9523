/** Stretches up to this length are sorted by insertion. */
const SHORT = 15;

/** Places of numbers, being put in order of the numbers. */
class Sorting {
  readonly order: Uint32Array;

  constructor(readonly values: Float64Array) {
    this.order = Uint32Array.from(values, (_, i) => i);
  }

  at(place: number): number {
    return this.values[this.order[place]!]!;
  }

  swap(a: number, b: number): void {
    const kept = this.order[a]!;
    this.order[a] = this.order[b]!;
    this.order[b] = kept;
  }

  insertion(from: number, to: number): void {
    const { order } = this;
    for (let i = from + 1; i <= to; i++) {
      const index = order[i]!;
      const value = this.values[index]!;
      let place = i;
      for (; place > from && value < this.at(place - 1); place--) order[place] = order[place - 1]!;
      order[place] = index;
    }
  }

  /** Parts a stretch by the median of its first, middle and last number; gives where that one ends up. */
  partition(from: number, to: number): number {
    const middle = from + ((to - from) >> 1);
    if (this.at(middle) < this.at(from)) this.swap(middle, from);
    if (this.at(to) < this.at(middle)) this.swap(to, middle);
    if (this.at(middle) < this.at(from)) this.swap(middle, from);
    const pivot = this.at(middle);
    this.swap(middle, to - 1);
    let [left, right] = [from, to - 1];
    for (;;) {
      while (this.at(++left) < pivot);
      while (pivot < this.at(--right));
      if (left >= right) break;
      this.swap(left, right);
    }
    this.swap(left, to - 1);
    return left;
  }
}

/**
 * The places of numbers in ascending order, none of them NaN.
 *
 * Equal numbers come in the order that numpy's `argsort` gives them, which is not that of their places: it decides which of two equal
 * observations gets the wider kernel, and so what is drawn. It is the quicksort of Sedgewick, CACM 21 (1978), with a median of three.
 */
export function argsort(values: Float64Array): Uint32Array {
  const sorting = new Sorting(values);
  const stretches: [from: number, to: number][] = [[0, values.length - 1]];
  for (let stretch = stretches.pop(); stretch; stretch = stretches.pop()) {
    let [from, to] = stretch;
    while (to - from > SHORT) {
      const pivot = sorting.partition(from, to);
      if (pivot - from < to - pivot) {
        stretches.push([pivot + 1, to]);
        to = pivot - 1;
      } else {
        stretches.push([from, pivot - 1]);
        from = pivot + 1;
      }
    }
    sorting.insertion(from, to);
  }
  return sorting.order;
}

/** The first place in sorted numbers that is not below a value. */
function lowerBound(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** As {@link argsort}, equal numbers in order of their places; several times as fast, since the platform does the sorting. */
export function stableArgsort(values: Float64Array): Uint32Array {
  const sorted = values.slice().sort();
  const order = new Uint32Array(values.length);
  const equals = new Uint32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const place = lowerBound(sorted, values[i]!);
    order[place + equals[place]!++] = i;
  }
  return order;
}
