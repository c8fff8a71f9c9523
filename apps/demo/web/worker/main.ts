import { wasm } from '@glassbox/backend-wasm';
import { webgpu } from '@glassbox/backend-webgpu';
import { type BackendPlugin, cpu, describeBackends } from '@glassbox/backends';
import { isGlassboxError } from '@glassbox/core';
import type { CallName, Calls, Failure, FromWorker, ToWorker, WorkerEvent } from '../protocol.js';
import { TrainingRoom } from './training-room.js';

const plugins: readonly BackendPlugin[] = [webgpu(), wasm(), cpu()];

const post = (message: FromWorker) => self.postMessage(message);
const room = new TrainingRoom(plugins, (event: WorkerEvent) => post({ kind: 'event', event }));

type Handlers = {
  [K in CallName]: (request: Calls[K]['request']) => Promise<Calls[K]['response']> | Calls[K]['response'];
};

const handlers: Handlers = {
  'describe-backends': () => describeBackends(plugins),
  train: ({ settings }) => room.train(settings),
  pause: () => room.pause(),
  resume: () => room.resume(),
  stop: () => room.stop(),
  recognise: ({ pixels }) => room.recognise(pixels),
};

function failureOf(error: unknown): Failure {
  if (isGlassboxError(error)) return { code: error.code, message: error.message };
  return { code: 'unexpected', message: error instanceof Error ? error.message : String(error) };
}

self.addEventListener('message', async ({ data }: MessageEvent<ToWorker>) => {
  try {
    const handle = handlers[data.call] as (request: ToWorker) => unknown;
    post({ kind: 'answer', id: data.id, value: await handle(data) });
  } catch (error) {
    post({ kind: 'failure', id: data.id, failure: failureOf(error) });
  }
});
