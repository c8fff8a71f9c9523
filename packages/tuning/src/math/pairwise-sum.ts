/** Numbers up to which sums are made in eight strands; of more, the halves are summed by themselves. */
const BLOCK = 128;
const STRANDS = 8;

/**
 * The sum of numbers, rounded as numpy rounds it: in eight strands, and in halves where there are many, which also keeps the error small.
 *
 * Where two candidates are equally good but for rounding, this decides which is taken.
 */
export const pairwiseSum = (values: Float64Array): number => sumOf(values, 0, values.length);

function sumOf(values: Float64Array, from: number, to: number): number {
  const count = to - from;
  if (count < STRANDS) return addTo(0, values, from, to);
  if (count <= BLOCK) return strandedSum(values, from, to);
  const half = Math.floor(count / 2);
  const middle = from + half - (half % STRANDS);
  return sumOf(values, from, middle) + sumOf(values, middle, to);
}

function addTo(sum: number, values: Float64Array, from: number, to: number): number {
  let total = sum;
  for (let i = from; i < to; i++) total += values[i]!;
  return total;
}

/** Variables and not an array: this is the inner loop of densities. */
function strandedSum(values: Float64Array, from: number, to: number): number {
  let [a, b, c, d] = [values[from]!, values[from + 1]!, values[from + 2]!, values[from + 3]!];
  let [e, f, g, h] = [values[from + 4]!, values[from + 5]!, values[from + 6]!, values[from + 7]!];
  let i = from + STRANDS;
  for (; i + STRANDS <= to; i += STRANDS) {
    a += values[i]!;
    b += values[i + 1]!;
    c += values[i + 2]!;
    d += values[i + 3]!;
    e += values[i + 4]!;
    f += values[i + 5]!;
    g += values[i + 6]!;
    h += values[i + 7]!;
  }
  return addTo(a + b + (c + d) + (e + f + (g + h)), values, i, to);
}
