// A coordinator that may be killed at any moment: runs trials until the study has so many, and notes which it was told are kept.
import { appendFileSync } from 'node:fs';
import { createStudy, randomSampler, workers } from '@glassbox/tuning';
import { storageAt } from './kills.storage.js';

const [place, ledger, total, seed, lease] = process.argv.slice(2) as [string, string, string, string, string];
const storage = storageAt(place);
const study = await createStudy({
  storage,
  sampler: randomSampler({ seed: Number(seed) }),
  lease: Number(lease),
  losses: 1000,
});
process.stdout.write('ready\n');
await study.optimize(new URL('kills.objective.ts', import.meta.url), {
  total: Number(total),
  executor: workers(2),
  onTrial: ({ number, values }) => appendFileSync(ledger, `${number} ${values?.[0]}\n`),
});
await storage.close?.();
