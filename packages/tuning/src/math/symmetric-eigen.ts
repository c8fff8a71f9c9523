/** Eigenvalues of a symmetric matrix, and its eigenvectors as columns. */
export interface Eigen {
  readonly values: Float64Array;
  /** Row by row. */
  readonly vectors: Float64Array;
}

/** Sweeps after which any matrix of numbers is diagonal to rounding; ten are rarely needed. */
const MOST_SWEEPS = 60;

/** Turns the plane of two axes so that the matrix has 0 between them. */
function rotate(a: Float64Array, vectors: Float64Array, size: number, p: number, q: number): void {
  const between = a[p * size + q]!;
  if (between === 0) return;
  const ratio = (a[q * size + q]! - a[p * size + p]!) / (2 * between);
  const tangent = (ratio < 0 ? -1 : 1) / (Math.abs(ratio) + Math.sqrt(ratio * ratio + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  const turn = (matrix: Float64Array, first: number, second: number) => {
    const [x, y] = [matrix[first]!, matrix[second]!];
    matrix[first] = cosine * x - sine * y;
    matrix[second] = sine * x + cosine * y;
  };
  for (let k = 0; k < size; k++) turn(a, k * size + p, k * size + q);
  for (let k = 0; k < size; k++) turn(a, p * size + k, q * size + k);
  for (let k = 0; k < size; k++) turn(vectors, k * size + p, k * size + q);
  a[p * size + q] = 0;
  a[q * size + p] = 0;
}

/**
 * Eigenvalues and eigenvectors by Jacobi's rotations, which use no function whose last bit is the engine's choice.
 *
 * Source: Golub and Van Loan, "Matrix computations", section 8.5.
 *
 * @param matrix symmetric, row by row.
 */
export function symmetricEigen(matrix: Float64Array, size: number): Eigen {
  const a = matrix.slice();
  const vectors = new Float64Array(size * size);
  for (let i = 0; i < size; i++) vectors[i * size + i] = 1;
  const scale = a.reduce((sum, value) => sum + value * value, 0);
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let rest = 0;
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rest += a[p * size + q]! ** 2;
    if (rest <= 1e-34 * scale) break;
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, vectors, size, p, q);
  }
  return { values: Float64Array.from({ length: size }, (_, i) => a[i * size + i]!), vectors };
}
