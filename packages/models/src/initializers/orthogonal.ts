import type { Random } from '@glassbox/core';

/** Removes from column `target` its part along column `source`; columns lie one after the other. */
function subtractProjection(columns: Float64Array, length: number, target: number, source: number): void {
  let dot = 0;
  for (let i = 0; i < length; i++) dot += columns[target * length + i]! * columns[source * length + i]!;
  for (let i = 0; i < length; i++) columns[target * length + i]! -= dot * columns[source * length + i]!;
}

function normalize(columns: Float64Array, length: number, column: number): void {
  let square = 0;
  for (let i = 0; i < length; i++) square += columns[column * length + i]! ** 2;
  const scale = 1 / Math.sqrt(square);
  for (let i = 0; i < length; i++) columns[column * length + i]! *= scale;
}

/**
 * A random matrix `[rows, columns]`, row-major, with orthonormal columns where rows >= columns, else orthonormal rows.
 *
 * Gram-Schmidt on normal deviates, each vector cleared twice ("twice is enough": Giraud et al., 2005), which leaves the uniform
 * distribution over such matrices (the QR factor with a positive diagonal).
 */
export function orthogonalMatrix(rows: number, columns: number, random: Random): Float32Array {
  const length = Math.max(rows, columns);
  const count = Math.min(rows, columns);
  const vectors = Float64Array.from({ length: length * count }, () => random.normal());
  for (let target = 0; target < count; target++) {
    for (let pass = 0; pass < 2; pass++) {
      for (let source = 0; source < target; source++) subtractProjection(vectors, length, target, source);
    }
    normalize(vectors, length, target);
  }
  const matrix = new Float32Array(rows * columns);
  for (let vector = 0; vector < count; vector++) {
    for (let i = 0; i < length; i++) {
      matrix[rows >= columns ? i * columns + vector : vector * columns + i] = vectors[vector * length + i]!;
    }
  }
  return matrix;
}
