import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { inProcess } from '../executors/in-process.js';
import { threads } from '../executors/threads.js';
import { workers } from '../executors/workers.js';
import { hyperband } from '../pruners/hyperband.js';
import { patient } from '../pruners/patient.js';
import { median, percentile } from '../pruners/percentile.js';
import { nop } from '../pruners/pruner.js';
import { asha } from '../pruners/successive-halving.js';
import { threshold } from '../pruners/threshold.js';
import { wilcoxon } from '../pruners/wilcoxon.js';
import { cmaEs } from '../samplers/cma-es/cma-es.js';
import { bayesian } from '../samplers/gp/bayesian.js';
import { nsga2 } from '../samplers/nsga2/nsga2.js';
import { quasiRandom } from '../samplers/quasi-random.js';
import { randomSampler } from '../samplers/random.js';
import { tpe } from '../samplers/tpe/tpe.js';
import { journal } from '../storages/journal/journal.js';
import { memory } from '../storages/memory.js';
import type { Storage } from '../storages/storage.js';
import { runCases } from './conformance.js';
import { executorConformance } from './executors.js';
import { prunerConformance } from './pruners.js';
import { samplerCases, samplerConformance } from './samplers.js';
import { storageCases, storageConformance } from './storages.js';

const api = { describe, it };
const folder = mkdtempSync(join(tmpdir(), 'glassbox-storages-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const places = new Map<string, Storage>();
const inMemory = (place: string) => {
  if (!places.has(place)) places.set(place, memory());
  return places.get(place)!;
};

storageConformance({ name: 'memory', open: inMemory }, api);
storageConformance({ name: 'journal', open: (place) => journal(join(folder, place)) }, api);

samplerConformance({ name: 'random', make: (seed) => randomSampler({ seed }) }, api);
samplerConformance({ name: 'quasi-random', make: (seed) => quasiRandom({ seed }) }, api);
samplerConformance({ name: 'gp', make: (seed) => bayesian({ seed, startupTrials: 5 }), startupTrials: 8 }, api);
samplerConformance({ name: 'tpe', make: (seed) => tpe({ seed }) }, api);
samplerConformance({ name: 'tpe, univariate', make: (seed) => tpe({ seed, multivariate: false }) }, api);
samplerConformance({ name: 'tpe, grouped', make: (seed) => tpe({ seed, group: true }) }, api);

samplerConformance({ name: 'nsga2', make: (seed) => nsga2({ seed, populationSize: 6 }) }, api);
samplerConformance({ name: 'cma-es', make: (seed) => cmaEs({ seed }), isForOneObjective: true }, api);

prunerConformance({ name: 'nop', make: nop }, api);
prunerConformance({ name: 'median', make: () => median() }, api);
prunerConformance({ name: 'percentile', make: () => percentile(25, { intervalSteps: 2 }) }, api);
prunerConformance({ name: 'asha', make: () => asha() }, api);
prunerConformance({ name: 'hyperband', make: () => hyperband() }, api);
prunerConformance({ name: 'patient', make: () => patient(median(), { patience: 2 }) }, api);
prunerConformance(
  { name: 'threshold', make: () => threshold({ upper: 1.4 }), makeMirrored: () => threshold({ lower: -1.4 }) },
  api,
);
prunerConformance({ name: 'wilcoxon', make: () => wilcoxon() }, api);

executorConformance({ name: 'in-process', make: (count) => inProcess(count), isolates: false }, api);
executorConformance({ name: 'threads', make: (count) => threads(count), isolates: true }, api);
executorConformance({ name: 'workers', make: (count) => workers(count), isolates: true }, api);

describe('the suites', () => {
  it('find a sampler that leaves ranges, and one that ignores its seed', async () => {
    const failing = async (make: Parameters<typeof samplerConformance>[0]['make']) =>
      (await runCases(samplerCases, { name: 'bad', make }))
        .filter(({ status }) => status === 'failed')
        .map(({ name }) => name);
    const outside = await failing(() => ({ name: 'outside', sampleIndependent: () => 1e9 }));
    expect(outside).toContain('draws from every kind of range, within it and on its steps');
    let state = 0;
    const unseeded = await failing(() => ({
      name: 'unseeded',
      sampleIndependent: (_, trial, name, distribution) => {
        state++;
        return randomSampler({ seed: state }).sampleIndependent(_, trial, name, distribution);
      },
    }));
    expect(unseeded).toContain('gives the same trials for a seed, and others for another');
    expect(unseeded).toContain('goes on after a stop as if there had been none');
  });

  it('find a storage in which others come between', async () => {
    const open = (place: string): Storage => {
      const log = inMemory(`torn-${place}`);
      return {
        ...log,
        async update(from, decide) {
          const operations = decide(await log.read(from));
          await undefined;
          return log.update(0, () => operations);
        },
      };
    };
    const some = storageCases.filter(({ name }) => /nothing come between|empty at first/.test(name));
    const rows = await runCases(some, { name: 'torn', open });
    const failed = rows.filter(({ status }) => status === 'failed').map(({ name }) => name);
    expect(failed).toContain('lets nothing come between what was told and what is added');
    expect(failed).not.toContain('is empty at first, and gives where to read on');
    const alone = await runCases(storageCases, {
      name: 'alone',
      open: (place) => inMemory(`alone-${place}`),
      isShared: false,
    });
    expect(alone.filter(({ status }) => status === 'skipped')).toHaveLength(3);
    expect(alone.filter(({ status }) => status === 'failed')).toEqual([]);
  });
});
