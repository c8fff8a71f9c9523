/** Numbers up to which sums are made in eight strands; of more, the halves are summed by themselves. */
const BLOCK = 128;
const STRANDS = 8;

/**
 * The sum of numbers, rounded as numpy rounds it: in eight strands, and in halves where there are many, which also keeps the error small.
 *
 * Where two candidates are equally good but for rounding, this decides which is taken.
 */
export function pairwiseSum(values: Float64Array): number {
  const count = values.length;
  if (count < STRANDS) return values.reduce((sum, value) => sum + value, 0);
  if (count <= BLOCK) return strandedSum(values);
  const half = Math.floor(count / 2);
  const middle = half - (half % STRANDS);
  return pairwiseSum(values.subarray(0, middle)) + pairwiseSum(values.subarray(middle));
}

function strandedSum(values: Float64Array): number {
  const strands = values.slice(0, STRANDS);
  let i = STRANDS;
  for (; i + STRANDS <= values.length; i += STRANDS) {
    for (let strand = 0; strand < STRANDS; strand++) strands[strand]! += values[i + strand]!;
  }
  const pair = (strand: number) => strands[strand]! + strands[strand + 1]!;
  let sum = pair(0) + pair(2) + (pair(4) + pair(6));
  for (; i < values.length; i++) sum += values[i]!;
  return sum;
}
