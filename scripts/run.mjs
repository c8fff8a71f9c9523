#!/usr/bin/env node
// The one door to every job of this repository: sets up what is missing, then runs the job.
// Plain Node, no dependency; nothing newer than this line's syntax is loaded before the version is known to be enough.
import { nodeVersionProblem } from './setup/node-version.mjs';

const problem = nodeVersionProblem(process.versions.node);
if (problem) {
  console.error(problem);
  process.exit(1);
}
const { runJob } = await import('./setup/jobs.mjs');
await runJob(process.argv.slice(2));
