// The page that trains the jobs of one-seed.test.ts on WASM in a real browser.
import { wasm } from '@glassbox/backend-wasm';
import { useBackend } from '@glassbox/backends';
import { mnist } from '@glassbox/datasets';
import { jobs, runJobs } from '../jobs.js';

async function report(): Promise<object> {
  try {
    await useBackend(wasm());
    const { train } = await mnist.load({ baseUrl: new URL('mnist/', location.href), offline: true });
    return await runJobs(jobs, train);
  } catch (error) {
    return { error: String(error) };
  }
}

const output = document.querySelector<HTMLElement>('#report')!;
output.textContent = JSON.stringify(await report());
output.dataset.done = '';
