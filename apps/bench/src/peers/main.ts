// One peer in a process of its own, which imports that peer alone: node src/peers/main.ts '{"peer":"tfjs","job":{...}}'.
import type { Job } from './job.js';
import { type PeerModule, serve } from './serve.js';

const modules: Readonly<Record<string, () => Promise<PeerModule>>> = {
  glassbox: () => import('./glassbox/open.js'),
  tfjs: () => import('./tfjs/open.js'),
  'jax-js': () => import('./jax-js/open.js'),
};

const { peer, job } = JSON.parse(process.argv[2] ?? '{}') as { peer: string; job: Job };
await serve(async () => {
  const load = modules[peer];
  if (!load) throw new Error(`There is no peer '${peer}'; there are ${Object.keys(modules).join(', ')}.`);
  return (await load()).open(job);
});
// Dawn keeps a process alive.
process.exit();
