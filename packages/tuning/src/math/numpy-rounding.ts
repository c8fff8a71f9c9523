// exp and log of doubles as numpy computes them on x86 processors with AVX-512, to the last bit. Where two candidates are equally good but
// for rounding, these bits decide which of them Optuna takes there; on other processors it takes others itself.
// The functions are those of Intel's SVML, which numpy contains (https://github.com/numpy/SVML, BSD-3-Clause): its coefficients and order of
// operations; the tables are computed.
import { argsort, stableArgsort } from './argsort.js';
import { fusedMultiplyAdd as fma, twoProduct, twoSum } from './exact.js';
import * as portable from './portable.js';
import { roundHalfEven } from './round.js';

/** The functions of a density that are rounded one way or another, and the order of equal numbers. */
export interface Elementary {
  argsort(values: Float64Array): Uint32Array;
  /** Whether that leaves equal numbers in order of their places. */
  readonly ordersByPlace: boolean;
  /** Exponents below which a term of a sum, the largest of which is 1, is left out. */
  readonly leastExponent: number;
  exp(x: number): number;
  log(x: number): number;
  log1p(x: number): number;
}

/** The same in every engine, and fast. */
export const portableRounding: Elementary = {
  exp: portable.exp,
  log: portable.log,
  log1p: portable.log1p,
  argsort: stableArgsort,
  ordersByPlace: true,
  // Such a term is less than a rounding of the sum.
  leastExponent: -37,
};

/** Entries of a table: a power of two, 4 bits. */
const ENTRIES = 16;
const LN_2 = Math.LN2;

/** 2^(j/16), to the nearest double. */
const POWERS = [
  1,
  1.0442737824274138,
  1.0905077326652577,
  1.1387886347566916,
  1.189207115002721,
  1.241857812073484,
  1.2968395546510096,
  1.3542555469368927,
  Math.SQRT2,
  1.4768261459394993,
  1.5422108254079407,
  1.6104903319492543,
  1.681792830507429,
  1.7562521603732995,
  1.8340080864093424,
  1.9152065613971474,
];
/** -ln of 1 + i/16, and from i = 8 on of half of that, to the nearest double. */
const LOGARITHMS = [
  0, -0.06062462181643484, -0.11778303565638346, -0.17185025692665923, -0.22314355131420976, -0.27193371548364176,
  -0.3184537311185346, -0.3629054936893685, 0.2876820724517809, 0.24686007793152578, 0.2076393647782445,
  0.16989903679539747, 0.13353139262452263, 0.09844007281325252, 0.06453852113757118, 0.0317486983145803,
];

/** `x / ln 2`, rounded down to a sixteenth. */
function sixteenthsOf(x: number): number {
  const [high, low] = twoProduct(x, Math.LOG2E);
  const scaled = ENTRIES * high;
  const down = Math.floor(scaled);
  return (down === scaled && low < 0 ? down - 1 : down) / ENTRIES;
}

function exp(x: number): number {
  if (!(Math.abs(x) < 707)) return portable.exp(x);
  const steps = sixteenthsOf(x);
  const exponent = Math.floor(steps);
  const power = POWERS[ENTRIES * (steps - exponent)]!;
  const r = fma(-steps, 2.3190468138462996e-17, fma(-steps, LN_2, x));
  const square = r * r;
  const high = fma(0.0014149452874381984, r, 0.008332058899382488);
  const middle = fma(0.041666695348322125, r, 0.16666666637508337);
  const low = fma(square, 0.5000000000010838, r);
  return fma(power, fma(square * r, fma(square, high, middle), low), power) * 2 ** exponent;
}

const view = new DataView(new ArrayBuffer(8));

/** x as `2^exponent fraction`, the fraction in [1, 2); x is a normal number above 0. */
function partsOf(x: number): { readonly exponent: number; readonly fraction: number } {
  view.setFloat64(0, x);
  const word = view.getUint32(0);
  view.setUint32(0, (word & 0xfffff) | 0x3ff00000);
  return { exponent: (word >>> 20) - 1023, fraction: view.getFloat64(0) };
}

/** `ln(x + rest)`, where the rest is too small for x to hold. */
function logOfSum(x: number, rest: number): number {
  const { exponent, fraction } = partsOf(x);
  const inverse = roundHalfEven(32 / fraction) / 32;
  const r = fma(rest * 2 ** -exponent, inverse, fma(inverse, fraction, -1));
  const square = r * r;
  const first = fma(
    square,
    fma(0.11135561406034511, r, -0.125220000081181),
    fma(0.14285690939597326, r, -0.16666650546695666),
  );
  const second = fma(
    square,
    fma(0.20000000009280938, r, -0.2500000000437373),
    fma(0.33333333333332005, r, -0.4999999999999968),
  );
  const sum = fma(square, fma(square * square, first, second), r);
  const entry = inverse === 1 ? 0 : 32 * inverse - ENTRIES;
  return fma(inverse < 0.75 ? exponent + 1 : exponent, LN_2, LOGARITHMS[entry]! + sum);
}

const isNormal = (x: number) => x >= 2 ** -1022 && x < Number.POSITIVE_INFINITY;
const log = (x: number): number => (isNormal(x) ? logOfSum(x, 0) : portable.log(x));

function log1p(x: number): number {
  const [sum, rest] = twoSum(1, x);
  return isNormal(sum) && x !== 0 ? logOfSum(sum, rest) : portable.log1p(x);
}

/** numpy's rounding. */
export const numpyRounding: Elementary = {
  exp,
  log,
  log1p,
  argsort,
  ordersByPlace: false,
  leastExponent: -746,
};
