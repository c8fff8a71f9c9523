import type { DeviceCalls } from '../peers/device-calls.js';
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
const wasm = 'Glassbox, WASM in one thread';
const cuda = 'PyTorch eager, CUDA';
const oneThread = 'PyTorch eager, one thread';

const contestantsOf = ({ job, python }: GpuWork): Contestant[] => [
  nodePeer(own, 'glassbox', job('webgpu')),
  nodePeer(stock, 'tfjs', job('webgpu')),
  nodePeer(wasm, 'glassbox', job('wasm')),
  torch(cuda, { ...python, device: 'cuda', threads: 0 }),
  torch(oneThread, { ...python, threads: 1 }),
];

/** Every network on a graphics processor, beside stock tfjs on it, our WASM, and PyTorch on the same machine. */
export async function gpuDetails(adapter: string, { rounds, quick, log }: BenchContext): Promise<PartResult> {
  const rows: GpuRow[] = [];
  for (const work of gpuWork(quick)) {
    const said = (line: string) => log(`${work.title}: ${line}`);
    const outcomes = await interleave(contestantsOf(work), Math.min(rounds, work.atMost ?? rounds), said);
    rows.push({ title: work.title, outcomes, note: [own, stock].map((name) => callsOf(outcomes.get(name))) });
  }
  const versions = Object.assign({}, ...rows.map(({ outcomes }) => versionsOf(outcomes)));
  return { rows: [], versions, details: [gpuTable(`On ${adapter}`, own, [stock, wasm, cuda, oneThread], rows)] };
}

/** `17.4 in 0.5`, where a peer counted what it asks of the device. */
function callsOf(outcome: Outcome | undefined): string {
  const calls = outcome && 'answers' in outcome && (outcome.answers[0]?.details as DeviceCalls | undefined);
  return calls ? `${formatNumber(calls.dispatches)} in ${formatNumber(calls.submissions)}` : '-';
}
