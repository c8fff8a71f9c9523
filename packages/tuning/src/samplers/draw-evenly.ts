import { exp, log as ln } from '../math/portable.js';
import type { Uniforms } from '../math/random-state.js';
import { roundHalfEven } from '../math/round.js';
import type {
  CategoricalDistribution,
  Distribution,
  FloatDistribution,
  IntDistribution,
} from '../space/distribution.js';

/** The largest double below a number. */
function justBelow(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  const bits = new BigInt64Array(new Float64Array([value]).buffer);
  bits[0]! += value > 0 ? -1n : 1n;
  return new Float64Array(bits.buffer)[0]!;
}

const between = (low: number, high: number, draws: Uniforms) => low + (high - low) * draws.uniform();
const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

function drawFloat({ low, high, log, step }: FloatDistribution, draws: Uniforms): number {
  if (step !== undefined) {
    const place = between(low - step / 2, high + step / 2, draws);
    return clamp(roundHalfEven((place - low) / step) * step + low, low, high);
  }
  const value = log ? exp(between(ln(low), ln(high), draws)) : between(low, high, draws);
  return low === high ? value : Math.min(value, justBelow(high));
}

function drawInt({ low, high, log, step }: IntDistribution, draws: Uniforms): number {
  if (log) {
    const place = between(ln(low - step / 2), ln(high + step / 2), draws);
    return clamp(roundHalfEven(exp(place)), low, high);
  }
  const place = between(low - step / 2, high + step / 2, draws);
  return clamp(Math.floor((place - low) / step + 0.5) * step + low, low, high);
}

/** The place of the largest of one number for each choice. */
function drawChoice({ choices }: CategoricalDistribution, draws: Uniforms): number {
  let [best, largest] = [0, -1];
  for (let i = 0; i < choices.length; i++) {
    const value = draws.uniform();
    if (value > largest) [best, largest] = [i, value];
  }
  return best;
}

/** A value of a distribution, each as likely as any other (of its logarithm, where that is what is spread). */
export function drawEvenly(distribution: Distribution, draws: Uniforms): number {
  if (distribution.type === 'float') return drawFloat(distribution, draws);
  return distribution.type === 'int' ? drawInt(distribution, draws) : drawChoice(distribution, draws);
}
