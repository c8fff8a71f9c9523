// The page that tests a backend in a real browser: ?backend=wasm or ?backend=webgpu.
import { wasm } from '@glassbox/backend-wasm';
import { webgpu } from '@glassbox/backend-webgpu';
import { type ConformanceReport, runConformance } from '@glassbox/backends/testing';

const plugins: Record<string, typeof wasm | typeof webgpu> = { wasm, webgpu };
const name = new URLSearchParams(location.search).get('backend') ?? 'wasm';

async function report(): Promise<ConformanceReport | { error: string }> {
  try {
    return await runConformance(plugins[name]!());
  } catch (error) {
    return { error: String(error) };
  }
}

const output = document.querySelector<HTMLElement>('#report')!;
output.textContent = JSON.stringify(await report());
output.dataset.done = '';
