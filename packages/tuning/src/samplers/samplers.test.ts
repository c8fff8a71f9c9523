import { describe, expect, it } from 'vitest';
import type { Objective } from '../executors/executor.js';
import { categoricalDistribution, floatDistribution, intDistribution } from '../space/distribution.js';
import { valuesOf } from '../space/values.js';
import { createStudy } from '../study/study.js';
import { grid } from './grid.js';
import { quasiRandom } from './quasi-random.js';
import { randomSampler } from './random.js';

const SEED = 3;

describe('grid', () => {
  const objective: Objective = (trial) => trial.int('a', 1, 9) * trial.categorical('b', [1, 10]);
  const pairs = [1, 2, 5].flatMap((a) => [1, 10].map((b) => ({ a, b })));

  it('tries every combination once, in order, and ends', async () => {
    const study = await createStudy({ direction: 'maximize', sampler: grid({ a: [1, 2, 5], b: [1, 10] }) });
    await study.optimize(objective);
    expect(study.trials.map(({ params }) => params)).toEqual(pairs);
    expect(study.best.params).toEqual({ a: 5, b: 10 });
    await study.optimize(objective, { trials: 10 });
    expect(study.trials).toHaveLength(6);
  });

  it('does so in an order by chance, and with several at a time', async () => {
    const sampler = grid({ a: [1, 2, 5], b: categoricalDistribution([1, 10]) }, { seed: SEED });
    const study = await createStudy({ sampler });
    await study.optimize(objective, { trials: 4, concurrency: 2 });
    await study.optimize(objective);
    const found = study.trials.map(({ params }) => params);
    expect(found).toHaveLength(6);
    expect(found).not.toEqual(pairs);
    expect(found).toEqual(expect.arrayContaining(pairs));
  });

  it('fails a trial that asks for what it does not have, and says so', async () => {
    const study = await createStudy({ sampler: grid({ a: [100] }) });
    await study.optimize((trial) => trial.int('a', 1, 9));
    const other = await createStudy({ sampler: grid({ a: [1] }) });
    await other.optimize((trial) => trial.int('c', 1, 9));
    expect(String(study.trials[0]!.systemAttributes.fail_reason)).toMatch(/100 for 'a'/);
    expect(String(other.trials[0]!.systemAttributes.fail_reason)).toMatch(/no parameter 'c'. It has a/);
    expect(() => grid({ a: [] })).toThrow(/no value for 'a'/);
    expect(() => grid({ a: floatDistribution(0, 1) })).toThrow(/too many/);
  });

  it('lists the values of distributions', () => {
    expect(valuesOf(floatDistribution(0, 0.35, { step: 0.1 }))).toEqual([0, 0.1, 0.2, expect.closeTo(0.3, 12)]);
    expect(valuesOf(intDistribution(3, 10, { step: 4 }))).toEqual([3, 7]);
    expect(valuesOf(intDistribution(1, 3, { log: true }))).toEqual([1, 2, 3]);
  });
});

describe.each(['sobol', 'halton'] as const)('quasi-random, %s', (sequence) => {
  /** The largest share by which a corner box [0, x) × [0, y) holds too few or too many points. */
  function discrepancy(points: readonly (readonly [number, number])[]): number {
    let worst = 0;
    for (const [x] of points) {
      for (const [, y] of points) {
        const inside = points.filter(([a, b]) => a < x && b < y).length / points.length;
        worst = Math.max(worst, Math.abs(inside - x * y));
      }
    }
    return worst;
  }
  async function points(sampler: Parameters<typeof createStudy>[0]): Promise<(readonly [number, number])[]> {
    const study = await createStudy(sampler);
    await study.optimize((trial) => trial.float('x', 0, 1) + trial.float('y', 0, 1), { trials: 128 });
    return study.trials.map(({ params }) => [params.x as number, params.y as number]);
  }

  it(`spreads more evenly than chance (seed ${SEED})`, async () => {
    const even = discrepancy(await points({ sampler: quasiRandom({ seed: SEED, sequence }) }));
    const chance = discrepancy(await points({ sampler: randomSampler({ seed: SEED }) }));
    expect(even).toBeLessThan(0.6 * chance);
  });

  it('gives the same for a seed, all kinds of parameters, and each choice as often', async () => {
    const objective: Objective = (trial) => {
      const kind = trial.categorical('kind', ['a', 'b', 'c']);
      const rate = trial.float('rate', 1e-4, 1, { log: true });
      return (
        rate + trial.int('units', 16, 512, { log: true }) + trial.float('drop', 0, 0.5, { step: 0.1 }) + kind.length
      );
    };
    const run = async (seed: number) => {
      const study = await createStudy({ sampler: quasiRandom({ seed, sequence }) });
      await study.optimize(objective, { trials: 91 });
      expect(study.trials.every(({ state }) => state === 'complete')).toBe(true);
      return study.trials.map(({ params }) => params);
    };
    const found = await run(SEED);
    expect(await run(SEED)).toEqual(found);
    expect(await run(SEED + 1)).not.toEqual(found);
    const counts = ['a', 'b', 'c'].map((kind) => found.slice(1).filter((params) => params.kind === kind).length);
    for (const count of counts) expect(Math.abs(count - 30)).toBeLessThanOrEqual(4);
    const small = found.slice(1).filter((params) => (params.rate as number) < 1e-2).length;
    expect(Math.abs(small - 45)).toBeLessThanOrEqual(4);
  });
});

it('refuses a sequence that there is not', () => {
  expect(() => quasiRandom({ sequence: 'niederreiter' as 'sobol' })).toThrow(/'sobol' or 'halton', but "niederreiter"/);
});
