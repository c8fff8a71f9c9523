// The page that tests a backend in a real browser: ?backend=wasm, ?backend=wasm&threads=2 or ?backend=webgpu.
import { wasm } from '@glassbox/backend-wasm';
import { webgpu } from '@glassbox/backend-webgpu';
import { type ConformanceReport, runConformance } from '@glassbox/backends/testing';

const query = new URLSearchParams(location.search);
const threads = Number(query.get('threads'));
const plugin = query.get('backend') === 'webgpu' ? webgpu() : wasm(threads ? { threads } : {});

async function report(): Promise<ConformanceReport | { error: string }> {
  try {
    return await runConformance(plugin);
  } catch (error) {
    return { error: String(error) };
  }
}

const output = document.querySelector<HTMLElement>('#report')!;
output.textContent = JSON.stringify(await report());
output.dataset.done = '';
