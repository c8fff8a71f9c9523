import * as tf from '@tensorflow/tfjs-core';
import type { BackendName } from '../job.js';

async function loadWebgpu(): Promise<void> {
  const dawn = await import('webgpu');
  Object.assign(globalThis, dawn.globals);
  if (!globalThis.navigator) Object.defineProperty(globalThis, 'navigator', { configurable: true, value: {} });
  Object.defineProperty(globalThis.navigator, 'gpu', { configurable: true, value: dawn.create([]) });
  await import('@tensorflow/tfjs-backend-webgpu');
}

const load: Readonly<Record<BackendName, () => Promise<unknown>>> = {
  wasm: () => import('@tensorflow/tfjs-backend-wasm'),
  cpu: () => import('@tensorflow/tfjs-backend-cpu'),
  webgpu: loadWebgpu,
};

/** Makes a stock backend ready; throws where it is not to be had. */
export async function useStock(name: BackendName): Promise<void> {
  await load[name]();
  if (!(await tf.setBackend(name))) throw new Error(`tfjs could not start its ${name} backend.`);
  await tf.ready();
}
