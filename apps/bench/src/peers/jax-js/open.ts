import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { blockUntilReady, defaultDevice, init, numpy as np, random } from '@jax-js/jax';
import { type Digits, digits } from '../digits.js';
import { BATCH, type Job } from '../job.js';
import { cannot, type Opened, timed } from '../serve.js';
import { gradients, initialState, update } from './network.js';

/** jax-js on WebAssembly: gradient and Adam each jitted, awaited after each step, which is its faster way. */
export async function open(job: Job): Promise<Opened> {
  if (job.kind !== 'steps' || job.network !== 'mlp' || job.backend !== 'wasm') throw cannot('jax-js', job);
  await init('wasm');
  defaultDevice('wasm');
  const train = trainer(digits('train', job.steps * BATCH));
  const step = async () => (await timed(() => train(job.steps))) / job.steps;
  await step();
  return { versions: { '@jax-js/jax': ownVersion() }, round: async () => ({ value: await step() }) };
}

function trainer(data: Digits): (steps: number) => Promise<void> {
  let { weights, first, second } = initialState();
  let taken = 0;
  return async (steps) => {
    for (let i = 0; i < steps; i++) {
      taken++;
      const { x, labels } = batch(data, i);
      const [loss, gradient] = gradients(
        weights.map((weight) => weight.ref),
        x,
        labels,
        random.key(taken),
      );
      loss.dispose();
      const rate = np.array(0.001 / (1 - 0.9 ** taken));
      const scale = np.array(1 / (1 - 0.999 ** taken));
      [weights, first, second] = update(weights, first, second, gradient, rate, scale) as [
        np.Array[],
        np.Array[],
        np.Array[],
      ];
      await blockUntilReady(weights);
    }
  };
}

function batch({ pixels, labels }: Digits, index: number) {
  const [start, end] = [index * BATCH, (index + 1) * BATCH];
  return {
    x: np.array(pixels.slice(start * 784, end * 784)).reshape([BATCH, 784]),
    labels: np.array(labels.slice(start, end)),
  };
}

function ownVersion(): string {
  const entry = createRequire(import.meta.url).resolve('@jax-js/jax');
  return JSON.parse(readFileSync(path.join(path.dirname(entry), '../package.json'), 'utf8')).version;
}
