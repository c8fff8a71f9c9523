import { wasm } from '@glassbox/backend-wasm';
import { webgpu } from '@glassbox/backend-webgpu';
import { type BackendPlugin, cpu, currentBackend, useBackend } from '@glassbox/backends';
import { activeKernels } from '@glassbox/backends/ops';
import { mnist } from '@glassbox/datasets';
import { version_core } from '@tensorflow/tfjs-core';
import {
  ADAPTER,
  BATCH,
  type BackendName,
  backendOf,
  type EpochJob,
  type Job,
  type PredictJob,
  type StepsJob,
  WARM_UP,
} from '../job.js';
import { engineCallsPerStep } from '../kernel-calls.js';
import { type Opened, timed } from '../serve.js';
import { stepTimer } from '../step-timer.js';
import { compiled, notebookModel } from './networks.js';
import { openProducts } from './products.js';
import { openScaling } from './scaling.js';

const plugins: Readonly<Record<BackendName, (threads: number) => BackendPlugin>> = {
  wasm: (threads) => wasm({ threads }),
  cpu,
  webgpu: () => webgpu(),
};

/** Glassbox as a user has it: the published packages, and MNIST by their loader. */
export async function open(job: Job): Promise<Opened> {
  const backend = backendOf(job);
  const threads = (job.kind === 'steps' && job.threads) || 1;
  const plugin = plugins[backend](threads);
  await useBackend(plugin);
  const probe = await plugin.probe();
  const adapter = plugin.name === 'webgpu' && probe.available ? { [ADAPTER]: probe.device } : {};
  return { versions: { 'tfjs-core': version_core, ...adapter }, round: await roundOf(job) };
}

function roundOf(job: Job): Promise<Opened['round']> {
  switch (job.kind) {
    case 'epoch':
      return openEpoch(job);
    case 'steps':
      return openSteps(job);
    case 'predict':
      return openPredict(job);
    case 'calls':
      return openCalls();
    case 'products':
      return openProducts(job);
    case 'scaling':
      return openScaling(job);
  }
}

const quiet = { progress: false } as const;

async function openEpoch({ rows, validationRows }: EpochJob) {
  const { train } = await mnist.load();
  const model = notebookModel();
  const fit = (size: number, validationSplit: number) =>
    timed(() => model.fit(train.take(size), { ...quiet, batchSize: BATCH, validationSplit }));
  await fit(WARM_UP.rows + WARM_UP.validationRows, 0.2);
  const size = rows + validationRows;
  return async () => ({ value: await fit(size, validationRows / size) });
}

async function openSteps(job: StepsJob) {
  const { network, steps, batch = BATCH } = job;
  const { train } = await mnist.load();
  const data = train.take(steps * batch);
  const model = compiled(network);
  const step = stepTimer(job, () => model.fit(data, { ...quiet, batchSize: batch }));
  await step();
  return step;
}

async function openPredict({ rows }: PredictJob) {
  const { test } = await mnist.load();
  const model = notebookModel();
  const data = test.take(rows);
  const predict = () => timed(() => model.predict(data));
  await predict();
  return async () => ({ value: await predict() });
}

/** Counts from now on how often the backend's own kernels are called. */
function countOwnCalls(): () => number {
  let calls = 0;
  const kernels = activeKernels() as object as Record<string, (...operands: unknown[]) => unknown>;
  for (const name of currentBackend().kernels) {
    const run = kernels[name]!;
    kernels[name] = (...operands) => {
      calls++;
      return run(...operands);
    };
  }
  return () => calls;
}

async function openCalls() {
  const { train } = await mnist.load();
  const model = notebookModel();
  const ownCalls = countOwnCalls();
  const fit = (steps: number) => model.fit(train.take(steps * BATCH), { ...quiet, batchSize: BATCH });
  return async () => {
    const own: number[] = [];
    const engine = await engineCallsPerStep(async (steps) => {
      const before = ownCalls();
      await fit(steps);
      own.push(ownCalls() - before);
    });
    const perStep = ((own[1] ?? 0) - (own[0] ?? 0)) / 10;
    return { value: engine + perStep, details: { engine, own: perStep } };
  };
}
