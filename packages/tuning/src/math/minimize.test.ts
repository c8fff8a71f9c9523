import { describe, expect, it } from 'vitest';
import { brent } from './brent.js';
import { type Differentiable, minimize, minimizeFrom } from './minimize.js';

const rosenbrock: Differentiable = (x, gradient) => {
  let value = 0;
  gradient.fill(0);
  for (let i = 0; i + 1 < x.length; i++) {
    const [a, b] = [x[i]!, x[i + 1]!];
    value += 100 * (b - a * a) ** 2 + (1 - a) ** 2;
    gradient[i]! += -400 * a * (b - a * a) - 2 * (1 - a);
    gradient[i + 1]! += 200 * (b - a * a);
  }
  return value;
};

describe('minimize', () => {
  it('follows the valley of Rosenbrock in 2, 5 and 10 axes', () => {
    for (const size of [2, 5, 10]) {
      const { x, value } = minimize(rosenbrock, new Float64Array(size).fill(-1), { iterations: 1000, tolerance: 1e-8 });
      // From five axes on there is a second minimum near (-1, 1, ..., 1).
      expect(value).toBeLessThan(size > 2 ? 4.1 : 1e-10);
      for (const each of x.subarray(1)) expect(each).toBeCloseTo(1, 3);
    }
  });

  it('goes on from the start that leads lowest', () => {
    const counted: number[] = [];
    const wells: Differentiable = (x, gradient) => {
      counted.push(x[0]!);
      gradient[0] = 4 * x[0]! * (x[0]! ** 2 - 1) + 0.5;
      return (x[0]! ** 2 - 1) ** 2 + 0.5 * x[0]!;
    };
    const from = (starts: readonly number[], heat?: number) =>
      minimizeFrom(
        wells,
        starts.map((start) => Float64Array.of(start)),
        { tolerance: 1e-9, ...(heat && { heat }) },
      );
    const { x, value } = from([2, -2]);
    expect(x[0]).toBeCloseTo(-1.0575, 3);
    expect(from([-2]).value).toBeCloseTo(value, 12);
    expect(from([2]).value).toBeGreaterThan(value + 0.5);
    counted.length = 0;
    from([2, -2], 1);
    expect(counted.filter((at) => at > 0).length).toBeLessThan(4);
  });

  it('stays within bounds, and ends at one where the function falls beyond it', () => {
    const seen: number[] = [];
    const bowl: Differentiable = (x, gradient) => {
      seen.push(...x);
      x.forEach((value, i) => {
        gradient[i] = 2 * (i + 1) * (value - 3);
      });
      return x.reduce((sum, value, i) => sum + (i + 1) * (value - 3) ** 2, 0);
    };
    const bounds = { low: Float64Array.of(0, 0, 5), high: Float64Array.of(2, 10, 10) };
    const { x } = minimize(bowl, Float64Array.of(1, 9, 9), { ...bounds, tolerance: 1e-9 });
    expect([...x]).toEqual([2, expect.closeTo(3, 8), 5]);
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...seen)).toBeLessThanOrEqual(10);
    const corner = minimize(rosenbrock, Float64Array.of(0.2, 0.2), {
      low: Float64Array.of(0, 0),
      high: Float64Array.of(0.5, 1),
    });
    expect([...corner.x]).toEqual([0.5, expect.closeTo(0.25, 4)]);
  });

  it('comes back from where the function is not defined', () => {
    const barrier: Differentiable = (x, gradient) => {
      gradient[0] = 1 - 1 / x[0]!;
      return x[0]! > 0 ? x[0]! - Math.log(x[0]!) : Number.NaN;
    };
    const { x } = minimize(barrier, Float64Array.of(20), { tolerance: 1e-8 });
    expect(x[0]).toBeCloseTo(1, 5);
  });
});

describe('brent', () => {
  it('finds minima of one variable, inside and at an end', () => {
    expect(brent((x) => (x - 0.3) ** 2, 0, 1, 0.9, 1e-8)).toBeCloseTo(0.3, 6);
    expect(brent((x) => Math.abs(x - 0.123), 0, 1, 0.5, 1e-8)).toBeCloseTo(0.123, 6);
    expect(brent((x) => -x, 0, 1, 0.5, 1e-6)).toBeCloseTo(1, 4);
    expect(brent((x) => x ** 4 - 3 * x ** 3 + 2, 0, 4, 1, 1e-9)).toBeCloseTo(2.25, 5);
  });
});
