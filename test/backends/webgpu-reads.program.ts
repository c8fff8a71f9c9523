// Run in a process of its own by webgpu-reads.test.ts: counts what an epoch of fit, and predict and evaluate, read back from a WebGPU device.
import { webgpu } from '@glassbox/backend-webgpu';
import { useBackend } from '@glassbox/backends';
import { layers, optimizers, sequential } from '@glassbox/models';

/** What one epoch came to, or one pass over data. */
export interface Reads {
  readonly what: 'fit' | 'predict' | 'evaluate';
  readonly batches: number;
  readonly reads: number;
  readonly milliseconds: number;
}

const READ = 1;

/** Counts the buffers of the process that are mapped to be read. */
function countReads(): { count: number } {
  const reads = { count: 0 };
  const prototype = GPUBuffer.prototype;
  const original = prototype.mapAsync;
  prototype.mapAsync = function (mode, ...range) {
    if (mode === READ) reads.count++;
    return original.call(this, mode, ...range);
  };
  return reads;
}

const model = () =>
  sequential(
    [layers.input([64]), layers.dense(32, { activation: 'relu' }), layers.dense(10, { activation: 'softmax' })],
    {
      seed: 1,
    },
  ).compile({ optimizer: optimizers.adam(), loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] });

const data = (samples: number) => ({
  inputs: { data: new Float32Array(64 * samples).map((_, i) => Math.sin(i)), shape: [samples, 64] },
  targets: { data: new Float32Array(samples).map((_, i) => i % 10), shape: [samples] },
});

async function measure(reads: { count: number }, what: Reads['what'], batches: number): Promise<Reads> {
  const trained = model();
  const batchSize = what === 'fit' ? 32 : 256;
  const before = reads.count;
  const start = performance.now();
  await trained[what](data(batchSize * batches));
  const result = { what, batches, reads: reads.count - before, milliseconds: performance.now() - start };
  trained.dispose();
  return result;
}

const plugin = webgpu();
const rows: Reads[] = [];
if ((await plugin.probe()).available) {
  await useBackend(plugin);
  const reads = countReads();
  for (const batches of [1, 40, 200]) rows.push(await measure(reads, 'fit', batches));
  for (const what of ['predict', 'evaluate'] as const) rows.push(await measure(reads, what, 30));
}
console.log(JSON.stringify(rows));
