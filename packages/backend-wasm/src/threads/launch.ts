import { browserProgram, nodeProgram } from './worker-source.js';

/** What a worker is given at its start. */
export interface Given {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly board: SharedArrayBuffer;
}

/** Starts a worker of the page with what it is given, and resolves with its first message. */
export async function launchInBrowser(given: Given): Promise<unknown> {
  const url = URL.createObjectURL(new Blob([browserProgram], { type: 'text/javascript' }));
  try {
    const worker = new Worker(url, { name: 'glassbox-kernels' });
    worker.postMessage(given);
    return await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message || 'The worker did not start.'));
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** What of Node's workers is used here, so that a browser's build needs no types of Node. */
interface NodeWorker {
  postMessage(message: Given): void;
  once(event: 'message' | 'error', listener: (value: unknown) => void): void;
  unref(): void;
}

interface WorkerThreads {
  readonly Worker: new (program: string, options: { eval: true; name: string }) => NodeWorker;
}

/** The same in Node, whose process does not wait for the worker at its end. */
export async function launchInNode(given: Given): Promise<unknown> {
  const { Worker: Thread } = process.getBuiltinModule('node:worker_threads') as WorkerThreads;
  const worker = new Thread(nodeProgram, { eval: true, name: 'glassbox-kernels' });
  worker.postMessage(given);
  const answer = await new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  worker.unref();
  return answer;
}
