const GOLDEN = (3 - Math.sqrt(5)) / 2;
const STEPS = 100;

/**
 * A local minimum of a function of one variable between two ends, by parabolas and golden sections.
 *
 * Source: Brent, "Algorithms for minimization without derivatives" (1973), chapter 5.
 *
 * @param tolerance of the place.
 */
export function brent(f: (x: number) => number, low: number, high: number, start: number, tolerance: number): number {
  let [a, b] = [low, high];
  let [x, w, v] = [start, start, start];
  let fx = f(x);
  let [fw, fv] = [fx, fx];
  let [move, before] = [0, 0];
  for (let i = 0; i < STEPS; i++) {
    const middle = (a + b) / 2;
    if (Math.abs(x - middle) <= 2 * tolerance - (b - a) / 2) break;
    const parabola = Math.abs(before) > tolerance ? parabolicStep(x, fx, w, fw, v, fv) : Number.NaN;
    if (Math.abs(parabola) < Math.abs(before / 2) && x + parabola > a && x + parabola < b) {
      [before, move] = [move, parabola];
    } else {
      before = x < middle ? b - x : a - x;
      move = GOLDEN * before;
    }
    const u = Math.abs(move) >= tolerance ? x + move : x + (move > 0 ? tolerance : -tolerance);
    const fu = f(u);
    if (fu <= fx) {
      if (u < x) b = x;
      else a = x;
      [v, fv, w, fw, x, fx] = [w, fw, x, fx, u, fu];
    } else {
      if (u < x) a = u;
      else b = u;
      if (fu <= fw || w === x) [v, fv, w, fw] = [w, fw, u, fu];
      else if (fu <= fv || v === x || v === w) [v, fv] = [u, fu];
    }
  }
  return x;
}

/** From x to the vertex of the parabola through three points; NaN where there is none. */
function parabolicStep(x: number, fx: number, w: number, fw: number, v: number, fv: number): number {
  const r = (x - w) * (fx - fv);
  const q = (x - v) * (fx - fw);
  const top = (x - v) * q - (x - w) * r;
  const bottom = 2 * (q - r);
  return bottom === 0 ? Number.NaN : -top / bottom;
}
