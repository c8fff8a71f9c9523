// The page that trains the jobs of one-seed.test.ts on WASM in a real browser: ?threads=1 or ?threads=2.
import { wasm } from '@glassbox/backend-wasm';
import { useBackend } from '@glassbox/backends';
import { mnist } from '@glassbox/datasets';
import { jobs, runJobs } from '../jobs.js';

// Work is shared with threads by words on a board that all of them see.
let handedOver = 0;
Atomics.store = new Proxy(Atomics.store, {
  apply(store, self, place) {
    handedOver++;
    return Reflect.apply(store, self, place);
  },
});

async function report(): Promise<object> {
  try {
    await useBackend(wasm({ threads: Number(new URLSearchParams(location.search).get('threads')) }));
    const { train } = await mnist.load({ baseUrl: new URL('mnist/', location.href), offline: true });
    return { runs: await runJobs(jobs, train), handedOver };
  } catch (error) {
    return { error: String(error) };
  }
}

const output = document.querySelector<HTMLElement>('#report')!;
output.textContent = JSON.stringify(await report());
output.dataset.done = '';
