// Run in a process of its own by one-seed.test.ts: writes the small jobs' runs on WebGPU in Node, three of each, or null.
import { webgpu } from '@glassbox/backend-webgpu';
import { useBackend } from '@glassbox/backends';
import { mnist } from '@glassbox/datasets';
import { runJobs, smallJobs } from './jobs.js';

async function runs() {
  const plugin = webgpu();
  if (!(await plugin.probe()).available) return null;
  await useBackend(plugin);
  const { train } = await mnist.load();
  return [await runJobs(smallJobs, train), await runJobs(smallJobs, train), await runJobs(smallJobs, train)];
}

console.log(JSON.stringify(await runs()));
