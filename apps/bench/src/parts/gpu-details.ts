import type { DeviceCalls } from '../peers/device-calls.js';
import type { Job } from '../peers/job.js';
import { type Contestant, interleave, type Outcome } from '../processes/interleave.js';
import { formatNumber } from '../report/format.js';
import type { PartResult } from '../report/result.js';
import { nodePeer, torch } from './contestants.js';
import { type GpuRow, gpuTable } from './gpu-table.js';
import { type GpuWork, gpuWork } from './gpu-work.js';
import type { BenchContext } from './part.js';
import { versionsOf } from './rows.js';

const own = 'Glassbox, WebGPU';
const stock = 'tfjs-layers, stock WebGPU';
const peers = [stock, 'Glassbox, WASM in one thread', 'PyTorch eager, CUDA', 'PyTorch eager, one thread'] as const;

const contestantsOf = ({ job, python }: GpuWork): Contestant[] => [
  nodePeer(own, 'glassbox', job('webgpu')),
  nodePeer(stock, 'tfjs', job('webgpu')),
  nodePeer(peers[1], 'glassbox', job('wasm')),
  ...(python
    ? [torch(peers[2], { ...python, device: 'cuda', threads: 0 }), torch(peers[3], { ...python, threads: 1 })]
    : []),
];

/** Every network on a graphics processor, beside stock tfjs on it, our WASM, and PyTorch on the same machine. */
export async function gpuDetails(adapter: string, { rounds, quick, log }: BenchContext): Promise<PartResult> {
  const rows: GpuRow[] = [];
  const notes: string[] = [];
  for (const work of gpuWork(quick)) {
    const said = (line: string) => log(`${work.title}: ${line}`);
    rows.push({ title: work.title, outcomes: await interleave(contestantsOf(work), rounds, said) });
    notes.push(await deviceCalls(work.job('webgpu')));
  }
  const versions = Object.assign({}, ...rows.map(({ outcomes }) => versionsOf(outcomes)));
  return { rows: [], versions, details: [gpuTable(`On ${adapter}`, own, peers, rows, notes)] };
}

async function deviceCalls(job: Job): Promise<string> {
  if (job.kind !== 'steps') return '';
  const count: Job = { kind: 'dispatches', backend: 'webgpu', network: job.network, batch: job.batch ?? 32 };
  const outcomes = await interleave([nodePeer(own, 'glassbox', count), nodePeer(stock, 'tfjs', count)], 1);
  return [own, stock].map((name) => shown(outcomes.get(name))).join('; stock ');
}

function shown(outcome: Outcome | undefined): string {
  if (!outcome || 'skipped' in outcome) return '-';
  const { dispatches, submissions } = outcome.answers[0]!.details as DeviceCalls;
  return `${formatNumber(dispatches)} in ${formatNumber(submissions)}`;
}
