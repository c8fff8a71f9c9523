import { exp } from '../../math/portable.js';

export const ROOT_5 = Math.sqrt(5);

/** Matérn 5/2 of a squared distance, `(1 + √5 r + 5/3 r²) e^(-√5 r)`. Source: Rasmussen and Williams, eq. 4.17. */
export function matern(square: number): number {
  const r = ROOT_5 * Math.sqrt(square);
  return (1 + r + (5 / 3) * square) * exp(-r);
}

/** `matern` at each of some squared distances, and its derivative by the squared distance, `-5/6 (1 + √5 r) e^(-√5 r)`. */
export function maternWithSlopes(squares: Float64Array, values: Float64Array, slopes: Float64Array): void {
  for (let i = 0; i < squares.length; i++) {
    const square = squares[i]!;
    const r = ROOT_5 * Math.sqrt(square);
    const decay = exp(-r);
    values[i] = (1 + r + (5 / 3) * square) * decay;
    slopes[i] = (-5 / 6) * (1 + r) * decay;
  }
}
