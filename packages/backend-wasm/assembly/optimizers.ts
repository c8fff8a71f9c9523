import { copySign, flushed, splat } from './math';
import { loadLanes, storeLanes } from './simd';

// One pass over a parameter w, its gradient g and what an optimizer remembers of it; all are updated in place, in the order of operations
// of the optimizers of @glassbox/models. Averages that fade, such as Adam's moments of a weight that gets no gradient any more, would end
// in numbers below the normal ones, on which x86 processors are a hundred times slower: those become 0 (`flushed`).

/** `w -= lr g`. */
export function sgd(w: usize, g: usize, n: i32, rate: f32): void {
  const r = splat(rate);
  for (let left = n; left > 0; left -= 4) {
    storeLanes(w, f32x4.sub(loadLanes(w, left), f32x4.mul(loadLanes(g, left), r)), left);
    w += 16;
    g += 16;
  }
}

/** `v = momentum v - lr g`, then `w += v`, or `w += momentum v - lr g` with Nesterov's look-ahead. */
export function sgdMomentum(w: usize, g: usize, v: usize, n: i32, rate: f32, momentum: f32, nesterov: bool): void {
  const r = splat(rate);
  const kept = splat(momentum);
  for (let left = n; left > 0; left -= 4) {
    const step = f32x4.mul(loadLanes(g, left), r);
    const velocity = flushed(f32x4.sub(f32x4.mul(loadLanes(v, left), kept), step));
    const change = nesterov ? f32x4.sub(f32x4.mul(velocity, kept), step) : velocity;
    storeLanes(v, velocity, left);
    storeLanes(w, f32x4.add(loadLanes(w, left), change), left);
    w += 16;
    g += 16;
    v += 16;
  }
}

/** `old keep + new (1 - keep)`. */
@inline
function blend(old: v128, keep: v128, fresh: v128, share: v128): v128 {
  return flushed(f32x4.add(f32x4.mul(old, keep), f32x4.mul(fresh, share)));
}

/**
 * RMSprop: `a = rho a + share g²`, `step = lr g / √(a + epsilon)`; `w -= step`, or `v = momentum v + step`, `w -= v`.
 *
 * @param mean address of the running mean of g, whose square is taken off a (centred), or 0. @param v address of the velocity, or 0 for no
 * momentum. @param share `1 - rho`, rounded once.
 */
export function rmsprop(
  w: usize, g: usize, a: usize, mean: usize, v: usize, n: i32,
  rate: f32, rho: f32, share: f32, momentum: f32, epsilon: f32,
): void {
  const keep = splat(rho);
  const part = splat(share);
  for (let left = n; left > 0; left -= 4) {
    const gradient = loadLanes(g, left);
    const squares = blend(loadLanes(a, left), keep, f32x4.mul(gradient, gradient), part);
    storeLanes(a, squares, left);
    let spread = squares;
    if (mean) {
      const average = blend(loadLanes(mean, left), keep, gradient, part);
      storeLanes(mean, average, left);
      spread = f32x4.sub(squares, f32x4.mul(average, average));
      mean += 16;
    }
    let step = f32x4.div(f32x4.mul(gradient, splat(rate)), f32x4.sqrt(f32x4.add(spread, splat(epsilon))));
    if (v) {
      step = flushed(f32x4.add(f32x4.mul(loadLanes(v, left), splat(momentum)), step));
      storeLanes(v, step, left);
      v += 16;
    }
    storeLanes(w, f32x4.sub(loadLanes(w, left), step), left);
    w += 16;
    g += 16;
    a += 16;
  }
}

/** Adagrad: `a += g²`, `w -= lr g / √(a + epsilon)`. */
export function adagrad(w: usize, g: usize, a: usize, n: i32, rate: f32, epsilon: f32): void {
  const r = splat(rate);
  const e = splat(epsilon);
  for (let left = n; left > 0; left -= 4) {
    const gradient = loadLanes(g, left);
    const total = flushed(f32x4.add(loadLanes(a, left), f32x4.mul(gradient, gradient)));
    const step = f32x4.div(f32x4.mul(gradient, r), f32x4.sqrt(f32x4.add(total, e)));
    storeLanes(a, total, left);
    storeLanes(w, f32x4.sub(loadLanes(w, left), step), left);
    w += 16;
    g += 16;
    a += 16;
  }
}

/**
 * Adadelta: `a = rho a + share g²`, `delta = √(d + epsilon) g / √(a + epsilon)`, `d = rho d + share delta²`, `w -= lr delta`.
 *
 * @param share `1 - rho`, rounded once. Source: Zeiler, 2012, arXiv 1212.5701.
 */
export function adadelta(
  w: usize, g: usize, a: usize, d: usize, n: i32, rate: f32, rho: f32, share: f32, epsilon: f32,
): void {
  const keep = splat(rho);
  const part = splat(share);
  const e = splat(epsilon);
  for (let left = n; left > 0; left -= 4) {
    const gradient = loadLanes(g, left);
    const changes = loadLanes(d, left);
    const squares = blend(loadLanes(a, left), keep, f32x4.mul(gradient, gradient), part);
    const scale = f32x4.mul(f32x4.sqrt(f32x4.add(changes, e)), gradient);
    const delta = f32x4.div(scale, f32x4.sqrt(f32x4.add(squares, e)));
    storeLanes(a, squares, left);
    storeLanes(d, blend(changes, keep, f32x4.mul(delta, delta), part), left);
    storeLanes(w, f32x4.sub(loadLanes(w, left), f32x4.mul(delta, splat(rate))), left);
    w += 16;
    g += 16;
    a += 16;
    d += 16;
  }
}

/** `old + (new - old) share`, as the running means of Adam and its kin are computed. */
@inline
function approach(old: v128, fresh: v128, share: v128): v128 {
  return flushed(f32x4.add(old, f32x4.mul(f32x4.sub(fresh, old), share)));
}

/**
 * Adam: `m += (g - m) share1`, `v += (g² - v) share2`, `w = (w - w decay) - m rate / (√v + epsilon)`.
 *
 * @param rate the learning rate with its bias corrections. @param share1 `1 - beta1`, rounded once; share2 likewise.
 * @param decay `lr weightDecay`, or 0 for none.
 */
export function adam(
  w: usize, g: usize, m: usize, v: usize, n: i32, rate: f32, share1: f32, share2: f32, epsilon: f32, decay: f32,
): void {
  const r = splat(rate);
  const s1 = splat(share1);
  const s2 = splat(share2);
  const e = splat(epsilon);
  const d = splat(decay);
  for (let left = n; left > 0; left -= 4) {
    const gradient = loadLanes(g, left);
    const mean = approach(loadLanes(m, left), gradient, s1);
    const squares = approach(loadLanes(v, left), f32x4.mul(gradient, gradient), s2);
    const change = f32x4.div(f32x4.mul(mean, r), f32x4.add(f32x4.sqrt(squares), e));
    storeLanes(m, mean, left);
    storeLanes(v, squares, left);
    const weight = loadLanes(w, left);
    storeLanes(w, f32x4.sub(f32x4.sub(weight, f32x4.mul(weight, d)), change), left);
    w += 16;
    g += 16;
    m += 16;
    v += 16;
  }
}

/**
 * Adamax: `m += (g - m) share1`, `u = max(beta2 u, |g|)`, `w -= rate m / (u + epsilon)`.
 *
 * @param rate `lr / (1 - beta1^t)`. Source: Kingma and Ba, 2014, arXiv 1412.6980, section 7.1.
 */
export function adamax(
  w: usize, g: usize, m: usize, u: usize, n: i32, rate: f32, share1: f32, beta2: f32, epsilon: f32,
): void {
  const s1 = splat(share1);
  const b2 = splat(beta2);
  for (let left = n; left > 0; left -= 4) {
    const gradient = loadLanes(g, left);
    const mean = approach(loadLanes(m, left), gradient, s1);
    const bound = flushed(f32x4.max(f32x4.mul(loadLanes(u, left), b2), f32x4.abs(gradient)));
    const change = f32x4.div(f32x4.mul(mean, splat(rate)), f32x4.add(bound, splat(epsilon)));
    storeLanes(m, mean, left);
    storeLanes(u, bound, left);
    storeLanes(w, f32x4.sub(loadLanes(w, left), change), left);
    w += 16;
    g += 16;
    m += 16;
    u += 16;
  }
}

/**
 * Nadam: `m += (g - m) share1`, `v += (g² - v) share2`, `w -= (m meanRate + g gradientRate) / (√(v unbias2) + epsilon)`.
 *
 * @param meanRate `lr mu(t+1) / (1 - Π mu up to t+1)`. @param gradientRate `lr (1 - mu(t)) / (1 - Π mu up to t)`.
 * @param unbias2 `1 / (1 - beta2^t)`. Source: Dozat, "Incorporating Nesterov momentum into Adam", ICLR workshop 2016.
 */
export function nadam(
  w: usize, g: usize, m: usize, v: usize, n: i32,
  meanRate: f32, gradientRate: f32, share1: f32, share2: f32, unbias2: f32, epsilon: f32,
): void {
  const s1 = splat(share1);
  const s2 = splat(share2);
  for (let left = n; left > 0; left -= 4) {
    const gradient = loadLanes(g, left);
    const mean = approach(loadLanes(m, left), gradient, s1);
    const squares = approach(loadLanes(v, left), f32x4.mul(gradient, gradient), s2);
    const ahead = f32x4.add(f32x4.mul(mean, splat(meanRate)), f32x4.mul(gradient, splat(gradientRate)));
    const size = f32x4.add(f32x4.sqrt(f32x4.mul(squares, splat(unbias2))), splat(epsilon));
    storeLanes(m, mean, left);
    storeLanes(v, squares, left);
    storeLanes(w, f32x4.sub(loadLanes(w, left), f32x4.div(ahead, size)), left);
    w += 16;
    g += 16;
    m += 16;
    v += 16;
  }
}

/** 1 with the sign of x, 0 where x is 0, NaN where it is that. */
@inline
function signOf(x: v128): v128 {
  const one = v128.bitselect(copySign(splat(1), x), x, f32x4.eq(x, x));
  return v128.andnot(one, f32x4.eq(x, splat(0)));
}

/**
 * Lion: `w = (w - w decay) - lr sign(beta1 m + share1 g)`, then `m = beta2 m + share2 g`.
 *
 * @param share1 `1 - beta1`, rounded once; share2 likewise. @param decay `lr weightDecay`, or 0 for none.
 * Source: Chen et al., 2023, arXiv 2302.06675.
 */
export function lion(
  w: usize, g: usize, m: usize, n: i32,
  rate: f32, beta1: f32, share1: f32, beta2: f32, share2: f32, decay: f32,
): void {
  for (let left = n; left > 0; left -= 4) {
    const gradient = loadLanes(g, left);
    const mean = loadLanes(m, left);
    const direction = f32x4.add(f32x4.mul(mean, splat(beta1)), f32x4.mul(gradient, splat(share1)));
    const weight = loadLanes(w, left);
    const decayed = f32x4.sub(weight, f32x4.mul(weight, splat(decay)));
    storeLanes(w, f32x4.sub(decayed, f32x4.mul(signOf(direction), splat(rate))), left);
    storeLanes(m, blend(mean, splat(beta2), gradient, splat(share2)), left);
    w += 16;
    g += 16;
    m += 16;
  }
}
