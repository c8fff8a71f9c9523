/** What every rule may do besides its own step. */
interface DecayingRule {
  /** Share of a weight that a step of rate 1 removes before the rule's own step; 0 for none. */
  readonly weightDecay: number;
}

/** `v ← momentum v - lr g`, `w ← w + v`, or `w + momentum v - lr g` with nesterov. Slots: `[v]`, none where momentum is 0. */
export interface SgdRule extends DecayingRule {
  readonly kind: 'sgd';
  readonly momentum: number;
  readonly nesterov: boolean;
}

/**
 * `a ← rho a + (1 - rho) g²`, divisor `√(a - c² + epsilon)`, c being 0 unless centered: `c ← rho c + (1 - rho) g`.
 * Slots: `[a]`, then the momentum's where momentum is above 0, then c where centered.
 */
export interface RmspropRule extends DecayingRule {
  readonly kind: 'rmsprop';
  readonly rho: number;
  readonly momentum: number;
  readonly epsilon: number;
  readonly centered: boolean;
}

/** `a ← a + g²`, `w ← w - lr g / √(a + epsilon)`. Slots: `[a]`. */
export interface AdagradRule extends DecayingRule {
  readonly kind: 'adagrad';
  readonly epsilon: number;
}

/** `a ← rho a + (1 - rho) g²`, `d = g √(s + epsilon) / √(a + epsilon)`, `s ← rho s + (1 - rho) d²`, `w ← w - lr d`. Slots: `[a, s]`. */
export interface AdadeltaRule extends DecayingRule {
  readonly kind: 'adadelta';
  readonly rho: number;
  readonly epsilon: number;
}

/**
 * `m ← m + (1 - beta1)(g - m)`, `v ← v + (1 - beta2)(g² - v)`, `w ← w - m adamRate / (√v + epsilon)`; with amsgrad the divisor takes
 * `h ← max(h, v)` instead of v. Slots: `[m, v]`, then h where amsgrad.
 */
export interface AdamRule extends DecayingRule {
  readonly kind: 'adam';
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly amsgrad: boolean;
}

/** `m ← m + (1 - beta1)(g - m)`, `u ← max(beta2 u, |g|)`, `w ← w - m adamaxRate / (u + epsilon)`. Slots: `[m, u]`. */
export interface AdamaxRule extends DecayingRule {
  readonly kind: 'adamax';
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** Moments as Adam's; `w ← w - lr (mean m + gradient g) / (√(v / variance) + epsilon)` with `nadamFactors`. Slots: `[m, v]`. */
export interface NadamRule extends DecayingRule {
  readonly kind: 'nadam';
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** `w ← w - lr sign(beta1 m + (1 - beta1) g)`, then `m ← beta2 m + (1 - beta2) g`. Slots: `[m]`. */
export interface LionRule extends DecayingRule {
  readonly kind: 'lion';
  readonly beta1: number;
  readonly beta2: number;
}

/**
 * How an optimizer changes a weight, as plain data, so that a backend can do it in one pass (`TrainingKernels.optimizerUpdate`).
 *
 * Before its step each rule takes `decayShare(lr, weightDecay)` of the weight away. All is computed in float32; what depends only on
 * the step comes from the functions of this file, so that a fused kernel and the composed operations use the same numbers.
 */
export type OptimizerRule =
  | SgdRule
  | RmspropRule
  | AdagradRule
  | AdadeltaRule
  | AdamRule
  | AdamaxRule
  | NadamRule
  | LionRule;

const { fround } = Math;

/** `1 - βᵗ` rounded to float32 at every operation, as Keras computes it. */
function unbias(beta: number, step: number): number {
  return fround(1 - fround(fround(beta) ** step));
}

/** What weight decay takes from a weight w is this share of it: `w ← w - w share`. */
export function decayShare(learningRate: number, weightDecay: number): number {
  return fround(fround(learningRate) * fround(weightDecay));
}

/**
 * Adam's factor on the mean, `lr √(1-β₂ᵗ) / (1-β₁ᵗ)`, rounded to float32 at every operation as Keras does: `1 - 0.999` is 1.3e-5 off
 * there, and in a hundred steps of a network with kinks that grows into half a percent of the loss.
 *
 * @param step updates done, this one included: 1 for the first.
 */
export function adamRate(learningRate: number, beta1: number, beta2: number, step: number): number {
  return fround(fround(fround(learningRate) * fround(Math.sqrt(unbias(beta2, step)))) / unbias(beta1, step));
}

/** Adamax's factor on the mean, `lr / (1-β₁ᵗ)`, in float32. */
export function adamaxRate(learningRate: number, beta1: number, step: number): number {
  return fround(fround(learningRate) / unbias(beta1, step));
}

/** What Nadam needs of the step: factors on the mean and on the gradient, and the divisor of the mean square. */
export interface NadamFactors {
  readonly mean: number;
  readonly gradient: number;
  readonly variance: number;
}

/** Nadam's momentum at a step: `β₁ (1 - 0.96ᵗ / 2)`. */
const nadamMomentum = (beta1: number, step: number) => beta1 * (1 - 0.5 * 0.96 ** step);

/**
 * Nadam's factors `u' / (1 - U u')`, `(1 - u) / (1 - U)` and `1 - β₂ᵗ`, with the momenta u and u' of this step and the next and the
 * product U of all momenta so far, in float32. Source: Dozat, ICLR workshop 2016, with Keras's schedule.
 */
export function nadamFactors(beta1: number, beta2: number, step: number): NadamFactors {
  let product = 1;
  // Below this the product no longer changes 1 - U in float32: a long run does not count all its steps again.
  for (let t = 1; t <= step && product > 1e-9; t++) product = fround(product * nadamMomentum(beta1, t));
  const [now, next] = [nadamMomentum(beta1, step), nadamMomentum(beta1, step + 1)];
  return {
    mean: fround(next / (1 - product * next)),
    gradient: fround((1 - now) / (1 - product)),
    variance: unbias(beta2, step),
  };
}
