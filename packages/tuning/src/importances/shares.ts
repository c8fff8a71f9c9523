/** Scores as shares that sum to 1, the largest first; equal ones where all are 0. */
export function shares(scores: readonly (readonly [name: string, score: number])[]): Record<string, number> {
  const total = scores.reduce((sum, [, score]) => sum + score, 0);
  const share = (score: number) => (total === 0 ? 1 / scores.length : score / total);
  const sorted = scores.toSorted((a, b) => b[1] - a[1]);
  return Object.fromEntries(sorted.map(([name, score]) => [name, share(score)]));
}
