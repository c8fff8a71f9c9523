// A worker on a host of its own: the address of the storage, how many trials there are to be, and the lease.
import { createStudy, randomSampler, workers } from '@glassbox/tuning';
import { storageAt } from './kills.storage.js';

const [place, total, seed, lease] = process.argv.slice(2) as [string, string, string, string];
const storage = storageAt(place);
const study = await createStudy({
  storage,
  sampler: randomSampler({ seed: Number(seed) }),
  lease: Number(lease),
});
console.log('ready');
await study.optimize(new URL('hosts.objective.ts', import.meta.url), {
  total: Number(total),
  executor: workers(1),
});
await storage.close?.();
