// A coordinator that is to be killed: the path of its journal, the objective, and where its queue is.
import { type BullMqOptions, bullmq, createStudy, journal, randomSampler } from '@glassbox/tuning';

const [path, objective, place] = process.argv.slice(2);
const study = await createStudy({ storage: journal(path!), sampler: randomSampler({ seed: 1 }), lease: 1 });
await study.optimize(new URL(objective!), { total: 6, executor: bullmq(JSON.parse(place!) as BullMqOptions) });
