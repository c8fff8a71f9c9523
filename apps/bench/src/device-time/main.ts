// How much of a training step on WebGPU the device computes, and how much goes into telling it what to do:
//   npm run device-time --prefix apps/bench -- mlp:32:200 cnn:128:50      (network:batch:steps)
import { webgpu } from '@glassbox/backend-webgpu';
import { useBackend } from '@glassbox/backends';
import { mnist } from '@glassbox/datasets';
import { backend, type KernelBackend } from '@tensorflow/tfjs-core';
import { compiled } from '../peers/glassbox/networks.js';
import type { NetworkName } from '../peers/job.js';
import { timed } from '../peers/serve.js';
import { stepTimer } from '../peers/step-timer.js';
import { summarize } from '../statistics/summary.js';
import { PassTimes } from './pass-times.js';

/** What a step came to: medians of the rounds. */
export interface DeviceTime {
  readonly network: string;
  readonly batch: number;
  /** Milliseconds a step, and of them those in which the device computes. */
  readonly step: number;
  readonly device: number;
  readonly calls: unknown;
}

const ROUNDS = 3;

async function measure(job: string, times: PassTimes): Promise<DeviceTime> {
  const [network = '', batchSize, count] = job.split(':');
  const [batch, steps] = [Number(batchSize), Number(count)];
  const { train } = await mnist.load();
  const model = compiled(network as NetworkName);
  const data = train.take(steps * batch);
  const fit = () => model.fit(data, { progress: false, batchSize: batch });
  const step = stepTimer({ kind: 'steps', network: network as NetworkName, backend: 'webgpu', steps, batch }, fit);
  await timed(fit);
  await times.take();
  const rounds: { wall: number; device: number; calls: unknown }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { value, details } = await step();
    rounds.push({ wall: value, device: (await times.take()) / steps, calls: details });
  }
  const middle = (what: 'wall' | 'device') => summarize(rounds.map((round) => round[what])).median;
  return { network, batch, step: middle('wall'), device: middle('device'), calls: rounds[0]?.calls };
}

// Browsers and Dawn round time stamps, so that no page can tell the machine by them.
const dawnFlags = ['enable-dawn-features=allow_unsafe_apis', 'disable-dawn-features=timestamp_quantization'];
const plugin = webgpu({ dawnFlags });
const probe = await plugin.probe();
if (probe.available) {
  await useBackend(plugin);
  const times = new PassTimes((backend() as KernelBackend & { readonly device: GPUDevice }).device);
  for (const job of process.argv.slice(2)) console.log(JSON.stringify(await measure(job, times)));
} else console.error(probe.reason, probe.remedy);
// Dawn keeps a process alive.
process.exit();
