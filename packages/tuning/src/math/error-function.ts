// The error function by the coefficients of Sun's libm, summed in pairs as glibc sums them: the same bits as Python's `math.erf`.
import { exp } from './portable.js';

/** Numerator and denominator of a rational function, the lowest power first. */
type Ratio = readonly [top: readonly number[], bottom: readonly number[]];

/** Below 0.84375: (erf(x) - x) / x, in x^2. */
const NEAR: Ratio = [
  [0.12837916709551256, -0.3250421072470015, -0.02848174957559851, -0.005770270296489442, -2.3763016656650163e-5],
  [1, 0.39791722395915535, 0.0650222499887673, 0.005081306281875766, 0.00013249473800432164, -3.960228278775368e-6],
];

/** From there to 1.25: erf(x) - ERF_OF_ONE, in x - 1. */
const AROUND_ONE: Ratio = [
  [
    -0.0023621185607526594, 0.41485611868374833, -0.3722078760357013, 0.31834661990116175, -0.11089469428239668,
    0.035478304325618236, -0.002166375594868791,
  ],
  [
    1, 0.10642088040084423, 0.540397917702171, 0.07182865441419627, 0.12617121980876164, 0.01363708391202905,
    0.011984499846799107,
  ],
];

/** From there to 1 / 0.35: ln(x e^(x^2) erfc(x)) + 0.5625, in 1 / x^2. */
const TAIL: Ratio = [
  [
    -0.009864944034847148, -0.6938585727071818, -10.558626225323291, -62.375332450326006, -162.39666946257347,
    -184.60509290671104, -81.2874355063066, -9.814329344169145,
  ],
  [
    1, 19.651271667439257, 137.65775414351904, 434.56587747522923, 645.3872717332679, 429.00814002756783,
    108.63500554177944, 6.570249770319282, -0.0604244152148581,
  ],
];

/** Beyond: the same. */
const FAR: Ratio = [
  [
    -0.0098649429247001, -0.799283237680523, -17.757954917754752, -160.63638485582192, -637.5664433683896,
    -1025.0951316110772, -483.5191916086514,
  ],
  [
    1, 30.33806074348246, 325.7925129965739, 1536.729586084437, 3199.8582195085955, 2553.0504064331644,
    474.52854120695537, -22.44095244658582,
  ],
];

const ERF_OF_ONE = 0.8450629115104675;

/** A polynomial: pairs of terms first, which then count with even powers. */
function polynomial(coefficients: readonly number[], x: number): number {
  const square = x * x;
  let [sum, power] = [0, 1];
  for (let i = 0; i < coefficients.length; i += 2) {
    const next = coefficients[i + 1];
    const pair = next === undefined ? coefficients[i]! : coefficients[i]! + x * next;
    sum = i === 0 ? pair : sum + power * pair;
    power *= square;
  }
  return sum;
}

const ratio = ([top, bottom]: Ratio, x: number) => polynomial(top, x) / polynomial(bottom, x);

const halved = new Float64Array(1);
const words = new Uint32Array(halved.buffer);

/** The upper half of a number's bits, so that its square is exact. */
function upperHalf(x: number): number {
  halved[0] = x;
  words[0] = 0;
  return halved[0];
}

/** erfc for x from 1.25 on. */
function tail(x: number): number {
  const inverse = 1 / (x * x);
  const rest = ratio(x < 1 / 0.35 ? TAIL : FAR, inverse);
  const high = upperHalf(x);
  return (exp(-high * high - 0.5625) * exp((high - x) * (high + x) + rest)) / x;
}

/** The error function, `2 / sqrt(pi) * integral of e^(-t^2) from 0 to x`. */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (size < 0.84375) return x + x * ratio(NEAR, x * x);
  const value = size < 1.25 ? ERF_OF_ONE + ratio(AROUND_ONE, size - 1) : 1 - tail(size);
  return x < 0 ? -value : value;
}

/** `1 - erf(x)`, to full relative precision where it is small. */
export function erfc(x: number): number {
  const size = Math.abs(x);
  if (size < 0.84375) {
    const rest = x * ratio(NEAR, x * x);
    return x < 0.25 ? 1 - (x + rest) : 0.5 - (rest + (x - 0.5));
  }
  if (size < 1.25) {
    const part = ratio(AROUND_ONE, size - 1);
    return x < 0 ? 1 + (ERF_OF_ONE + part) : 1 - ERF_OF_ONE - part;
  }
  return x < 0 ? 2 - tail(size) : tail(size);
}
