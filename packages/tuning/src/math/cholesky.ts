/** `sum of a[i] b[i]` over a stretch of each, in four sums whose order is fixed, so that every engine rounds alike. */
export function dot(a: Float64Array, fromA: number, b: Float64Array, fromB: number, length: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let [i, j] = [fromA, fromB];
  const end = fromA + length - 3;
  for (; i < end; i += 4, j += 4) {
    s0 += a[i]! * b[j]!;
    s1 += a[i + 1]! * b[j + 1]!;
    s2 += a[i + 2]! * b[j + 2]!;
    s3 += a[i + 3]! * b[j + 3]!;
  }
  for (; i < fromA + length; i++, j++) s0 += a[i]! * b[j]!;
  return s0 + s1 + (s2 + s3);
}

/** `b[i] += factor a[i]` over a stretch of each. */
function addTimes(
  factor: number,
  a: Float64Array,
  fromA: number,
  b: Float64Array,
  fromB: number,
  length: number,
): void {
  for (let i = fromA, j = fromB, end = fromA + length; i < end; i++, j++) b[j]! += factor * a[i]!;
}

/** Columns that are solved for together. */
export const BLOCK = 4;

/** Where row i of a lower triangle begins, whose rows lie one after the other. */
export const rowStart = (i: number): number => (i * (i + 1)) / 2;

/**
 * The lower triangular L of `A = L Lᵀ`, made row by row, so that rows can be added as A grows: the result is the same to the last bit as when all
 * are made at once.
 */
export class Cholesky {
  #rows = new Float64Array(0);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The rows of L, packed; see {@link rowStart}. */
  get rows(): Float64Array {
    return this.#rows;
  }

  /** Forgets all rows but the first, keeping the memory. */
  truncate(size: number): void {
    this.#size = Math.min(this.#size, size);
  }

  /**
   * Adds a row of A up to its diagonal.
   *
   * @returns false, with nothing added, where A is not positive definite to rounding.
   */
  append(row: Float64Array): boolean {
    const size = this.#size;
    const start = rowStart(size);
    if (start + size >= this.#rows.length) this.#grow();
    const rows = this.#rows;
    const added = rows.subarray(start, start + size);
    added.set(row.subarray(0, size));
    this.solveLower(added);
    const pivot = row[size]! - dot(rows, start, rows, start, size);
    if (!(pivot > 0)) return false;
    rows[start + size] = Math.sqrt(pivot);
    this.#size++;
    return true;
  }

  /** Replaces b by `L⁻¹ b`, two rows at a time, so that b is gone through half as often. */
  solveLower(b: Float64Array): void {
    const [rows, size] = [this.#rows, this.#size];
    let start = 0;
    for (let i = 0; i + 1 < size; i += 2) {
      const next = start + i + 1;
      let [s0, s1, t0, t1] = [0, 0, 0, 0];
      // An even number of entries: i is even.
      for (let j = 0; j < i; j += 2) {
        const [b0, b1] = [b[j]!, b[j + 1]!];
        s0 += rows[start + j]! * b0;
        s1 += rows[start + j + 1]! * b1;
        t0 += rows[next + j]! * b0;
        t1 += rows[next + j + 1]! * b1;
      }
      b[i] = (b[i]! - (s0 + s1)) / rows[start + i]!;
      b[i + 1] = (b[i + 1]! - (t0 + t1) - rows[next + i]! * b[i]!) / rows[next + i + 1]!;
      start = next + i + 2;
    }
    if (size % 2 === 0) return;
    const last = size - 1;
    b[last] = (b[last]! - dot(rows, start, b, 0, last)) / rows[start + last]!;
  }

  /** Replaces each column of B by `L⁻¹` times it, of {@link BLOCK} columns side by side: L is gone through once for all. */
  solveLowerBlock(b: Float64Array): void {
    const rows = this.#rows;
    for (let i = 0, at = 0; i < this.#size; i++) {
      let [s0, s1, s2, s3] = [0, 0, 0, 0];
      for (let j = 0; j < BLOCK * i; j += BLOCK, at++) {
        const factor = rows[at]!;
        s0 += factor * b[j]!;
        s1 += factor * b[j + 1]!;
        s2 += factor * b[j + 2]!;
        s3 += factor * b[j + 3]!;
      }
      const [to, pivot] = [BLOCK * i, rows[at++]!];
      b[to] = (b[to]! - s0) / pivot;
      b[to + 1] = (b[to + 1]! - s1) / pivot;
      b[to + 2] = (b[to + 2]! - s2) / pivot;
      b[to + 3] = (b[to + 3]! - s3) / pivot;
    }
  }

  /** Replaces b by `L⁻ᵀ b`. */
  solveUpper(b: Float64Array): void {
    const rows = this.#rows;
    for (let i = this.#size - 1; i >= 0; i--) {
      const start = rowStart(i);
      const value = b[i]! / rows[start + i]!;
      b[i] = value;
      addTimes(-value, rows, start, b, 0, i);
    }
  }

  /** Replaces b by `A⁻¹ b`. */
  solve(b: Float64Array): void {
    this.solveLower(b);
    this.solveUpper(b);
  }

  /** `A⁻¹`, its lower triangle packed. */
  inverse(): Float64Array {
    const lower = this.#inverseOfLower();
    const inverse = new Float64Array(lower.length);
    let k = this.#size % 2;
    if (k === 1) inverse[0] = lower[0]! * lower[0]!;
    for (; k < this.#size; k += 2) {
      const [row, next] = [rowStart(k), rowStart(k + 1)];
      for (let i = 0; i <= k; i++) {
        const to = rowStart(i);
        const [f0, f1] = [lower[row + i]!, lower[next + i]!];
        for (let j = 0; j <= i; j++) inverse[to + j]! += f0 * lower[row + j]! + f1 * lower[next + j]!;
      }
      addTimes(lower[next + k + 1]!, lower, next, inverse, next, k + 2);
    }
    return inverse;
  }

  /** `L⁻¹`, packed. */
  #inverseOfLower(): Float64Array {
    const rows = this.#rows;
    const lower = new Float64Array(rowStart(this.#size));
    for (let i = 0; i < this.#size; i++) {
      const start = rowStart(i);
      let k = i % 2;
      if (k === 1) lower[start] = -rows[start]! * lower[0]!;
      for (; k < i; k += 2) {
        const [f0, f1, row, next] = [-rows[start + k]!, -rows[start + k + 1]!, rowStart(k), rowStart(k + 1)];
        for (let j = 0; j <= k; j++) lower[start + j]! += f0 * lower[row + j]! + f1 * lower[next + j]!;
        lower[start + k + 1]! += f1 * lower[next + k + 1]!;
      }
      const scale = 1 / rows[start + i]!;
      for (let j = 0; j < i; j++) lower[start + j]! *= scale;
      lower[start + i] = scale;
    }
    return lower;
  }

  #grow(): void {
    const rows = new Float64Array(rowStart(2 * this.#size + 32));
    rows.set(this.#rows);
    this.#rows = rows;
  }
}
