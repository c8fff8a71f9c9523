import { type CoverageCase, inputsOf, type Numbers, toTensor, weightsOf } from './coverage-case.js';
import { judgedBy, type Measured, upstreamOf } from './measure.js';

/**
 * How far a number is moved. Outputs are float32, about 1e-7 fine, and their differences are summed in double precision: that leaves some
 * 1e-5 for a step of this size, and the error by the step itself is of its fourth power.
 */
const STEP = 0.01;

/**
 * Gradients by the input and each trained weight by central differences on the cpu backend, which must be in use:
 * with `D(h) = (f(x + h) - f(x - h)) / 2h`, they are `(4 D(h) - D(2h)) / 3` (Richardson).
 */
export function differences(test: CoverageCase): Measured[] {
  const evaluate = judgedBy(test);
  const [input, weights] = [inputsOf(test), weightsOf(test)];
  const specs = test.layer.build(test.inputShape).weights;
  const judge = (x: Numbers, all: readonly Numbers[]) => {
    const tensors = [toTensor(x), ...all.map(toTensor)];
    const value = evaluate(tensors[0]!, tensors.slice(1));
    for (const each of tensors) each.dispose();
    return value;
  };
  const byWeights = specs.flatMap(({ name, trainable }, i): Measured[] => {
    if (!trainable) return [];
    const data = gradient(weights[i]!, (moved) => judge(input, weights.with(i, moved)));
    return [{ part: 'weights', what: `gradient by ${name}`, data }];
  });
  if (test.tokens !== undefined) return byWeights;
  const data = gradient(input, (moved) => judge(moved, weights));
  return [{ part: 'input', what: 'gradient by the input', data }, ...byWeights];
}

/** `d (Σ upstream · f) / d point`, number by number. */
function gradient(point: Numbers, f: (moved: Numbers) => Float32Array): number[] {
  const upstream = upstreamOf(f(point).length);
  return Array.from(point.data, (value, i) => {
    const at = (moved: number) => f({ ...point, data: point.data.with(i, moved) });
    const slope = (step: number) => {
      const [high, low] = [Math.fround(value + step), Math.fround(value - step)];
      const [above, below] = [at(high), at(low)];
      // The step as float32 has it, not as it was meant.
      return upstream.reduce((sum, weight, k) => sum + weight * (above[k]! - below[k]!), 0) / (high - low);
    };
    return (4 * slope(STEP) - slope(2 * STEP)) / 3;
  });
}
