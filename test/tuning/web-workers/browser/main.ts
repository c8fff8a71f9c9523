// The page that searches with Web Workers in a real browser, and tells what it found.
import { webWorkers } from '@glassbox/tuning';
import { executorCases, runCases } from '@glassbox/tuning/testing';
import { search } from '../search.js';

async function report(): Promise<object> {
  const trials = await search(new URL('/objective.js', location.href), webWorkers(1));
  const subject = { name: 'web-workers', make: (count: number) => webWorkers(count), isolates: true };
  return { trials, rows: await runCases(executorCases, subject) };
}

const output = document.querySelector<HTMLElement>('#report')!;
const failure = ({ code, message }: { readonly code?: string; readonly message: string }) => ({ code, message });
output.textContent = JSON.stringify(await report().catch(failure));
output.dataset.done = '';
