// Prints the runs of all jobs on WASM in two threads; a program of its own, since a process decides once.
import { wasm } from '@glassbox/backend-wasm';
import { useBackend } from '@glassbox/backends';
import { mnist } from '@glassbox/datasets';
import { jobs, runJobs } from './jobs.js';

await useBackend(wasm({ threads: 2 }));
const { train } = await mnist.load();
console.log(JSON.stringify(await runJobs(jobs, train)));
