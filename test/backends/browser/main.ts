// The page that tests a backend in a real browser: ?backend=wasm, ?backend=wasm&threads=2, ?backend=relaxed or ?backend=webgpu.
import { wasm } from '@glassbox/backend-wasm';
import { webgpu } from '@glassbox/backend-webgpu';
import { type ConformanceReport, runConformance } from '@glassbox/backends/testing';

const query = new URLSearchParams(location.search);
const threads = Number(query.get('threads'));
const backend = query.get('backend');
const relaxedSimd = backend === 'relaxed';
const plugin = backend === 'webgpu' ? webgpu() : wasm({ relaxedSimd, ...(threads && { threads }) });

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
