import { describe, expect, it } from 'vitest';
import { grid } from '../samplers/grid.js';
import { quasiRandom } from '../samplers/quasi-random.js';
import { randomSampler } from '../samplers/random.js';
import type { Sampler } from '../samplers/sampler.js';
import { tpe } from '../samplers/tpe/tpe.js';
import { categoricalDistribution, floatDistribution, intDistribution } from '../space/distribution.js';
import { searchSpace } from '../space/search-space.js';
import { memory } from '../storages/memory.js';
import { createStudy } from './study.js';
import type { Trial } from './trial.js';

const SEED = 9;
const triangle = searchSpace({
  x: floatDistribution(0, 1),
  y: floatDistribution(1e-3, 1, { log: true }),
  units: intDistribution(8, 64, { step: 8 }),
  kind: categoricalDistribution(['a', 'b']),
}).constrain(({ x, y, units }) => x + y <= 0.3 && units * x <= 10, 'the triangle');
const objective = ({ params }: Trial) => -Number(params.x) - Number(params.y) - Number(params.units) / 100;

const samplers: readonly (readonly [string, () => Sampler])[] = [
  ['random', () => randomSampler({ seed: SEED })],
  ['quasi-random', () => quasiRandom({ seed: SEED })],
  ['tpe', () => tpe({ seed: SEED })],
];

describe('a space as data', () => {
  it.each(samplers)('is kept to by %s, whose search gets to its edge', async (_, make) => {
    const study = await createStudy({ space: triangle, sampler: make() });
    await study.optimize(objective, { trials: 40 });
    for (const { params, state } of study.trials) {
      expect(state).toBe('complete');
      expect(Object.keys(params)).toEqual(['x', 'y', 'units', 'kind']);
      expect(Number(params.x) + Number(params.y)).toBeLessThanOrEqual(0.3);
      expect(Number(params.units) * Number(params.x)).toBeLessThanOrEqual(10);
      expect(Number(params.units) % 8).toBe(0);
    }
    expect(Number(study.best.params.x) + Number(study.best.params.y)).toBeGreaterThan(0.15);
  });

  it('moves a proposal that breaks a rule no further than it must', async () => {
    // Always proposes the far corner.
    const corner: Sampler = {
      name: 'corner',
      sampleIndependent: (_, __, ___, { ...d }) => (d.type === 'categorical' ? 1 : d.high),
    };
    const study = await createStudy({ space: triangle, sampler: corner });
    await study.optimize(objective, { trials: 3 });
    for (const { params } of study.trials) {
      expect(Number(params.x) + Number(params.y)).toBeLessThanOrEqual(0.3);
      expect(Number(params.x) + Number(params.y) > 0.299 || Number(params.units) * Number(params.x) > 9.5).toBe(true);
    }
  });

  it('goes on after a stop as if there had been none', async () => {
    const run = async (parts: number) => {
      const storage = memory();
      for (let part = 0; part < parts; part++) {
        const study = await createStudy({ space: triangle, storage, sampler: tpe({ seed: SEED }) });
        await study.optimize(objective, { trials: 30 / parts });
        if (part === parts - 1) return study.trials.map(({ params }) => params);
      }
      return [];
    };
    expect(await run(2)).toEqual(await run(1));
  });

  it('holds what was enqueued, and refuses what breaks a rule', async () => {
    const study = await createStudy({ space: triangle, sampler: randomSampler({ seed: SEED }) });
    await expect(study.enqueue({ x: 1, y: 1, units: 8, kind: 'a' })).rejects.toThrow(/the triangle/);
    await study.enqueue({ x: 0.25 });
    await study.optimize(objective, { trials: 1 });
    expect(study.trials[0]!.params.x).toBe(0.25);
    await study.enqueue({ x: 0.9 });
    await study.optimize(objective, { trials: 1 });
    expect(study.trials.map(({ state }) => state)).toEqual(['complete', 'failed', 'complete']);
    expect(study.trials[1]!.systemAttributes.fail_reason).toMatch(/the triangle/);
  });

  it('says so where no point keeps the rules', async () => {
    const none = searchSpace({ x: floatDistribution(0, 1) }).constrain(({ x }) => x > 2);
    const study = await createStudy({ space: none, sampler: randomSampler({ seed: SEED }) });
    await expect(study.optimize(objective, { trials: 2 })).rejects.toMatchObject({ code: 'infeasible-space' });
    expect(study.trials.map(({ state }) => state)).toEqual(['failed']);
    expect(() => searchSpace({})).toThrow(/at least one/);
    expect(() => grid(searchSpace({ x: intDistribution(0, 3) }).constrain(() => false))).toThrow(/No combination/);
  });

  it('is listed by the grid, without what breaks a rule', async () => {
    const space = searchSpace({ a: intDistribution(0, 3), b: intDistribution(0, 3) }).constrain(({ a, b }) => a < b);
    const study = await createStudy({ space, sampler: grid(space) });
    await study.optimize(() => 0);
    const pairs = study.trials.map(({ params }) => [params.a, params.b]);
    expect(pairs).toEqual([
      [0, 1],
      [0, 2],
      [0, 3],
      [1, 2],
      [1, 3],
      [2, 3],
    ]);
  });
});
